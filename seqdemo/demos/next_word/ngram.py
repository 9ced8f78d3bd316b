"""4-gram model with modified Kneser-Ney smoothing.

Chen and Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling", 1999. An
n-gram is one integer, `BITS` bits a word, so that all of them are sorted arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from seqdemo.demos.next_word.words import END, START

BITS = 15
MASK = (1 << BITS) - 1
ORDER = 4

Keys = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Order:
    """All n-grams of one length, as arrays sorted by key.

    Attributes:
        keys: (N,) context and word.
        probability: (N,) of the word in its context, shorter contexts mixed in.
        contexts: (C,) the contexts, sorted.
        back_off: (C,) share that goes to the shorter context.
    """

    keys: Keys
    probability: Floats
    contexts: Keys
    back_off: Floats


def train(sentences: Sequence[Sequence[int]], vocab_size: int) -> list[Order]:
    """Orders 1 to 4, from numbers of the sentences' words.

    Args:
        sentences: Without START and END.
        vocab_size: Of the lexicon; the smoothing knows all its words.
    """
    grams = [_grams(sentences, length) for length in range(1, ORDER + 1)]
    orders: list[Order] = []
    for length, (keys, counts) in enumerate(grams, start=1):
        if length < ORDER:
            counts = _continuations(keys, counts, grams[length][0], length)
        orders.append(_smoothed(keys, counts, length, orders, vocab_size))
    return orders


def probability(
    orders: Sequence[Order], history: Sequence[int], word: int, vocab_size: int
) -> float:
    """Probability of a word after a history that begins with START."""
    found = 1 / vocab_size
    for length, order in enumerate(orders, start=1):
        context = tuple(history[len(history) - length + 1 :]) if length > 1 else ()
        if len(context) < length - 1:
            break
        place = find(order.contexts, np.array([packed(context)]))[0]
        if place < 0:
            break
        gram = find(order.keys, np.array([packed((*context, word))]))[0]
        found = order.probability[gram] if gram >= 0 else order.back_off[place] * found
    return float(found)


def packed(words: Sequence[int]) -> int:
    """Words as one integer; a context shorter than another has another number."""
    key = 0
    for word in words:
        key = key << BITS | (word + 1)
    return key


def find(keys: Keys, wanted: Keys) -> npt.NDArray[np.int64]:
    """Place of each wanted key among sorted keys; -1 where it is not there."""
    places = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return np.where(keys[places] == wanted, places, -1)


def _grams(sentences: Sequence[Sequence[int]], length: int) -> tuple[Keys, Floats]:
    """The different n-grams of one length, and how often they stand there."""
    rows = [(START, *words, END) for words in sentences]
    lengths = np.array([len(row) for row in rows], np.int64)
    words = np.fromiter(chain.from_iterable(rows), np.int64, int(lengths.sum())) + 1
    # Where an n-gram begins: not so near the end of its sentence that it would reach the next.
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(words))
    begins = left >= length
    if length == 1:
        begins &= words != START + 1  # nobody predicts START
    places = np.flatnonzero(begins)
    found = np.zeros(len(places), np.int64)
    for place in range(length):
        found = found << BITS | words[places + place]
    keys, counts = np.unique(found, return_counts=True)
    return keys, counts.astype(float)


def _continuations(keys: Keys, counts: Floats, longer: Keys, length: int) -> Floats:
    """Before how many different words each n-gram stands; at a sentence's start, how often."""
    ends, different = np.unique(longer & ((1 << BITS * length) - 1), return_counts=True)
    places = find(ends, keys)
    starts = (keys >> BITS * (length - 1)) == START + 1
    return np.where(starts | (places < 0), counts, different[places])


def _smoothed(
    keys: Keys, counts: Floats, length: int, shorter: Sequence[Order], vocab_size: int
) -> Order:
    contexts, group = np.unique(keys >> BITS, return_inverse=True)
    taken = _discounts(counts)[np.minimum(counts, 3).astype(int)]
    total = np.bincount(group, counts)
    back_off = np.bincount(group, taken) / total
    if length == 1:
        below = np.full(len(keys), 1 / vocab_size)
    else:
        below = shorter[-1].probability[
            find(shorter[-1].keys, keys & ((1 << BITS * (length - 1)) - 1))
        ]
    return Order(
        keys, (counts - taken) / total[group] + back_off[group] * below, contexts, back_off
    )


def _discounts(counts: Floats) -> Floats:
    """What is taken from n-grams seen 0, 1, 2, and 3 or more times."""
    n1, n2, n3, n4 = (float((counts == times).sum()) + 1 for times in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]).clip(0)
