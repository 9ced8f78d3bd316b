"""Properties of words in a sentence that a unit may encode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.corpus import BoolArray, Corpus
from seqdemo.analysis.text_properties import Property
from seqdemo.core.vocabulary import IntArray
from seqdemo.demos.sentiment.templates import BLAME, PRAISE

COMMON = 12
"""The commonest words of the corpus, each a property of its own."""

NEGATIONS = ("not", "n't", "never", "no", "nobody", "nothing", "hardly", "without", "cannot")
TURNS = ("but", "yet", "though", "despite", "instead", "although")
MARKS = (",", ".", ";", ":", "!", "?", '"', "'", "(", ")", "--")
REACH = 3
"""Words after a negation that count as standing under it."""


def mood_properties(corpus: Corpus) -> Mapping[str, Property]:
    """What each word of sentences is: (N,) values by name."""
    ends = np.append(corpus.starts[1:], len(corpus))
    lengths = np.repeat(ends - corpus.starts, ends - corpus.starts)
    place = np.arange(len(corpus)) - np.repeat(corpus.starts, ends - corpus.starts)
    words = np.array(corpus.labels)
    negation, turn, praise, blame = (
        np.isin(words, list(named)) for named in (NEGATIONS, TURNS, PRAISE, BLAME)
    )
    yes_or_no = {
        "negation": ("a negation", negation),
        "negated": (f"up to {REACH} words after a negation", _lately(negation, place, REACH)),
        "praise": ("a word of praise", praise),
        "blame": ("a word of blame", blame),
        "praised": ("praise has been read", _so_far(praise, corpus)),
        "blamed": ("blame has been read", _so_far(blame, corpus)),
        "turn": ("a word like but or yet", turn),
        "turned": ("a word like but or yet has been read", _so_far(turn, corpus)),
        "mark": ("a punctuation mark", np.isin(words, list(MARKS))),
        "first": ("the first word", place == 0),
        "last": ("the last word", place == lengths - 1),
    }
    for word, _ in Counter(corpus.labels).most_common(COMMON):
        yes_or_no[f"word_{word}"] = f"the word {word}", words == word
    found = {
        name: Property(title, values.astype(np.float32))
        for name, (title, values) in yes_or_no.items()
    }
    for name, title, values in (
        ("place", "the position in the sentence", place + 1),
        ("left", "the words that are still to come", lengths - 1 - place),
    ):
        found[name] = Property(title, values.astype(np.float32), binary=False)
    return found


def _lately(there: BoolArray, place: IntArray, reach: int) -> BoolArray:
    """Whether something stood up to `reach` words before, in the same sentence, (N,)."""
    found = np.zeros(len(there), bool)
    for back in range(1, reach + 1):
        found[back:] |= there[:-back] & (place[back:] >= back)
    return found


def _so_far(there: BoolArray, corpus: Corpus) -> BoolArray:
    """Whether something has been read since the sentence began, (N,)."""
    count = np.cumsum(there)
    before: IntArray = count[corpus.starts] - there[corpus.starts]
    lengths = np.diff(np.append(corpus.starts, len(corpus)))
    return np.asarray(count > np.repeat(before, lengths))
