"""Guesses, letters and answer read off a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.word_reader.words import nearest
from seqdemo.handwriting.script import LETTERS

SURE = 0.9
"""From this probability on a word is stated without "not sure"."""


@dataclass(frozen=True)
class Answer:
    """The end of a reading.

    Attributes:
        word: The likeliest word, "" for "not a word I know".
        probability: Of that answer, 0..1.
        spelled: The letters it saw, "?" for a grid that is no letter.
        nearest: Other known words closest to what was spelled, for an answer that is not sure.
    """

    word: str
    probability: float
    spelled: str
    nearest: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether a word is stated without doubt."""
        return bool(self.word) and self.probability >= SURE


def answer(trace: Trace) -> Answer:
    """What the network says after the last step."""
    (word, p), seen = outcome(trace), spelled(trace)
    unsure = not word or p < SURE
    close = nearest(seen, trace.classes[:-1], 5) if unsure else []
    others = [near for near in close if near not in (word, seen)]
    return Answer(word, p, seen, tuple(others[:3]))


def outcome(trace: Trace) -> tuple[str, float]:
    """The likeliest word after the last step, "" for none it knows, and its probability."""
    assert trace.logits is not None
    p = softmax(trace.logits[-1])
    best = int(p.argmax())
    return trace.classes[best], float(p[best])


def spelled(trace: Trace) -> str:
    """The letters seen, "?" for a grid that is no letter."""
    return "".join(name or "?" for name, _ in letters(trace))


NO_WORD = "no word I know"
"""What stands for "" where visitors read it."""

WORTH_SAYING = 0.05
"""From this probability on "no word I know" takes a place among the guesses."""


def guesses(trace: Trace, count: int = 5) -> list[list[tuple[str, float]]]:
    """The likeliest words after each step with their probabilities, best first.

    "" stands for "no word I know"; it leaves its place to a word where it is unlikely.
    """
    assert trace.logits is not None
    ranked = (
        [(trace.classes[n], float(row[n])) for n in _largest(row, count + 1)]
        for row in softmax(trace.logits)
    )
    return [[(word, p) for word, p in some if word or p >= WORTH_SAYING][:count] for some in ranked]


def _largest(row: FloatArray, count: int) -> npt.NDArray[np.int64]:
    """Places of the largest values, falling; of equal ones the first comes first."""
    if count < len(row):
        least = np.partition(row, -count)[-count]
        places = np.flatnonzero(row >= least)
    else:
        places = np.arange(len(row))
    return places[np.argsort(-row[places], kind="stable")][:count]


def letters(trace: Trace) -> list[tuple[str, float]]:
    """The letter seen at each step and its probability; "" for no letter."""
    return [_likeliest(row) for row in softmax(trace.extras["letter_logits"])]


def remembered(trace: Trace) -> list[list[tuple[str, float]]]:
    """After each step, the letter that linear probes read back for each position so far."""
    rows = softmax(trace.extras["memory_logits"])
    return [[_likeliest(row) for row in rows[t, : t + 1]] for t in range(len(trace))]


def still_there(trace: Trace) -> FloatArray:
    """How surely the letter seen at place k is read back after step t, (T, T), [t, k].

    Probabilities of the linear probes; NaN where place k was not read yet.
    """
    seen = trace.extras["letter_logits"].argmax(-1)
    places = np.arange(len(trace))
    there = softmax(trace.extras["memory_logits"])[:, places, seen]
    return np.where(places[None, :] <= places[:, None], there, np.float32(np.nan))


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities over the last axis."""
    weights = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(weights / weights.sum(-1, keepdims=True))


def _likeliest(row: Sequence[float] | FloatArray) -> tuple[str, float]:
    best = int(np.argmax(row))
    return (LETTERS[best] if best < len(LETTERS) else ""), float(row[best])
