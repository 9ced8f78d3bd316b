"""Properties of caption words that a unit may encode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.text_properties import Property
from seqdemo.demos.captioner.words import BOS, SPECIAL

COMMON = 12
"""The commonest words of the corpus, each a property of its own."""

PEOPLE = "man men woman women boy boys girl girls child children people person player players"
COLOURS = "black white red blue green yellow brown orange grey gray pink purple tan"
PLACES = "in on at of with near by over under through into from behind against around"


def caption_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each word of drawn sentences is: (N,) values by name."""
    starts = corpus.starts
    ends = np.append(starts[1:], len(corpus))
    lengths = np.repeat(ends - starts, ends - starts)
    place = np.arange(len(corpus)) - np.repeat(starts, ends - starts)
    words = np.array(corpus.labels)
    yes_or_no = {
        "first": ("the first word", place == 1),
        "last": ("the last word", place == lengths - 1),
        "people": ("a word for people", np.isin(words, PEOPLE.split())),
        "colour": ("a colour", np.isin(words, COLOURS.split())),
        "where": ("a word like in, on or with", np.isin(words, PLACES.split())),
    }
    counts = Counter(word for word in corpus.labels if word != SPECIAL[BOS])
    for word, _ in counts.most_common(COMMON):
        yes_or_no[f"word_{word}"] = f"the word {word}", words == word
    found = {
        name: Property(title, values.astype(np.float32))
        for name, (title, values) in yes_or_no.items()
    }
    found["place"] = Property(
        "the position in the sentence", place.astype(np.float32), binary=False
    )
    return found
