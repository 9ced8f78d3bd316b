"""Properties of drawn words that a unit may encode."""

from __future__ import annotations

import string
from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.text_properties import Property

NUMBERS = ("place", "length")
"""Properties that are how much, not yes or no."""


def word_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each letter of drawn words is: (N,) values by name."""
    starts = corpus.starts
    ends = np.append(starts[1:], len(corpus))
    lengths = np.repeat(ends - starts, ends - starts)
    place = np.arange(len(corpus)) - np.repeat(starts, ends - starts)
    letters = np.array(corpus.labels)
    found = {
        "place": ("the position in the word", place + 1),
        "length": ("the length of the whole word", lengths),
        "first": ("the first letter", place == 0),
        "last": ("the last letter", place == lengths - 1),
        "vowel": ("a vowel", np.isin(letters, list("aeiou"))),
    }
    for letter in string.ascii_lowercase:
        found[letter] = f"the letter {letter}", letters == letter
    before = np.append("", letters[:-1])
    for letter in "sa":
        was = (before == letter) & (place > 0)
        found[f"after_{letter}"] = f"the letter before was {letter}", was
    return {
        name: Property(title, values.astype(np.float32), binary=name not in NUMBERS)
        for name, (title, values) in found.items()
    }
