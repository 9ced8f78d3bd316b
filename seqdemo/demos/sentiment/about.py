"""What the cards say of data, licence and limits."""

from __future__ import annotations

from typing import Any

from seqdemo.demos.sentiment.query import MAX_WORDS

LIMITS = [
    "Learned from sentences of English film reviews: of other things it judges the words it knows.",
    "Irony, hints and facts about the world pass it by; it has no idea what a film is.",
    "Says glad or not glad of everything, also of what is neither: near 0 means it cannot tell.",
    "Reads left to right once; after half a sentence it says how such beginnings sound.",
    f"Reads the first {MAX_WORDS} words of a text; it was trained on single sentences.",
    "Some training sentences on negation and contrast were made by templates, with other "
    "adjectives and other frames than the contrast pairs that measure it.",
]

ABOUT: dict[str, Any] = {
    "data": "Stanford Sentiment Treebank (Socher et al., 2013): 6,920 sentences and 77,195 "
    "phrases; 2,000 film reviews without labels (Pang and Lee, 2004); word vectors: GloVe "
    "6B, 100 dimensions (Pennington et al., 2014), rounded to 63 levels.",
    "licence": "Cite Socher et al. 2013. Reviews: CC BY 4.0. GloVe: public domain (PDDL). "
    "Weights: MIT.",
    "split": "train.tsv and train_phrases.tsv to train; dev.tsv (872 sentences) to measure "
    "and to set the temperature; the test sentences were not at hand.",
    "limits": LIMITS,
}
