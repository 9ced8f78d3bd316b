"""Likeliest words and surprisals from scores; needs no torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqdemo.core.sampling import probabilities, surprise
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.next_word.typed import in_place
from seqdemo.demos.next_word.words import SPECIAL, Lexicon


@dataclass(frozen=True)
class Guess:
    """A word and its probability, 0 to 1."""

    word: str
    probability: float


def word_chances(logits: FloatArray) -> FloatArray:
    """Probabilities (V,) by scores (V,) in nats; ends and unknown words, which are none, get 0."""
    words = logits.astype(np.float32)
    words[: len(SPECIAL)] = -np.inf
    return np.asarray(probabilities(words), np.float32)


def likeliest(
    chances: FloatArray, lexicon: Lexicon, before: Sequence[str], count: int, prefix: str = ""
) -> tuple[Guess, ...]:
    """The likeliest words that begin with a prefix, likeliest first, as written after others.

    Probabilities are among all words and marks, those that do not begin with it included.
    """
    if prefix:
        wanted = prefix.lower()
        fits = np.array([word.startswith(wanted) for word in lexicon.lower])
        chances = np.where(fits, chances, np.float32(0))
    best = np.argpartition(-chances, count)[:count]
    best = best[np.argsort(-chances[best], kind="stable")]
    return tuple(
        Guess(in_place(lexicon.shown(int(word)), before, prefix), float(chances[word]))
        for word in best
        if chances[word] > 0
    )


def surprisals(trace: Trace, lexicon: Lexicon) -> FloatArray:
    """Surprisal of each word after the first input, (T - 1,), bits.

    Of an unknown word it is that of any word of its kind.
    """
    assert trace.logits is not None
    numbers = np.array(lexicon.numbers(trace.inputs[1:]), np.int64)
    logits = trace.logits[:-1].astype(np.float32)
    return np.asarray(surprise(logits, numbers), np.float32)
