"""Sizes of the networks, and what their cards say of data and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqdemo.demos.next_word.blank import FITTED

CONFIGS: Mapping[str, Mapping[str, Any]] = {
    "keyboard": {
        "cell": "lstm",
        "embed_size": 192,
        "hidden_size": 720,
        "both_sides": True,
        "word_dropout": 0.1,
        "embed_dropout": 0.25,
        "weight_dropout": 0.4,
        "dropout": 0.35,
    },
    "lstm": {
        "cell": "lstm",
        "embed_size": 64,
        "hidden_size": 192,
        "chrono": 80,
        "dropout": 0.1,
    },
    "gru": {
        "cell": "gru",
        "embed_size": 64,
        "hidden_size": 226,
        "chrono": 80,
        "dropout": 0.1,
    },
    "rnn": {"cell": "rnn", "embed_size": 64, "hidden_size": 413, "dropout": 0.1},
}
"""The last three have the same number of recurrent weights, 197,000."""

KNOWS = "Knows 9,748 words; of any other it sees only that it is a word, a name or a number."
LIMITS = {
    "keyboard": [
        KNOWS,
        "Learned from short, plain sentences and older American texts: no slang, no news, and Tom "
        "more often than any other name.",
        "Says what people often write, not what is true, wise or kind.",
        "Forgets: after a country some words ago it does not name its language. The networks of "
        '"Long memory" do.',
    ]
}
MEMORY_LIMITS = [
    "Learned mostly stories about forty countries and subjects far from their verbs; of anything "
    "else it has a small network's idea.",
    KNOWS,
    "Asked about another country, or in other words than the stories have, it guesses.",
]

SOURCES = {
    "data": "53,436 everyday sentences (tatoeba.org), 30,863 sentences of MASC, the open "
    "American National Corpus, and sentences from frames of our own: see "
    "docs/next-word.md. Word vectors begin from GloVe 6B.",
    "licence": "Tatoeba: CC BY 2.0 FR. MASC: free for any use. GloVe: PDDL. Weights: MIT.",
    "split": "train.txt to train; valid.txt (2,987 sentences) only to measure, to choose "
    f"between trials, and its first {FITTED} to weigh both sides of a blank.",
}
"""What a card says of the data."""
