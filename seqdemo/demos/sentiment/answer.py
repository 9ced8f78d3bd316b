"""Answer: the mood after every word; moods of logits and traces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray, Trace

LOW, HIGH = "negative", "positive"
UNSURE = 0.2
"""Moods nearer to 0 than this are called mixed."""


@dataclass(frozen=True, eq=False)
class Mood:
    """What a network says of a sentence.

    Attributes:
        words: What was read, T words and marks.
        values: Mood after each, -1 (negative) to +1 (positive), (T,).
    """

    words: tuple[str, ...]
    values: FloatArray

    @property
    def probability(self) -> float:
        """How likely it is, to the network, that people call the whole sentence positive."""
        return float(self.values[-1] + 1) / 2


def mood_of(logits: FloatArray) -> FloatArray:
    """Moods in -1..+1 from logits of "positive": twice the probability, less one."""
    return np.asarray(np.tanh(logits / 2), np.float32)


def logits_of(trace: Trace) -> FloatArray:
    """Logits of "positive" after each word of a trace, (T,)."""
    assert trace.logits is not None
    return np.asarray(trace.logits[:, 0] - trace.logits[:, 1], np.float32)


def moods_of(trace: Trace) -> FloatArray:
    """Mood after every word of a trace, -1..+1, (T,)."""
    return mood_of(logits_of(trace))


def named(mood: float) -> str:
    """A mood in a word, as page and lessons call it."""
    return "mixed or neither" if abs(mood) < UNSURE else HIGH if mood > 0 else LOW


def changes_of(moods: FloatArray) -> FloatArray:
    """By how much each word moved the mood, (T,); before the first it is 0."""
    return np.diff(moods, prepend=np.float32(0))


def turn_of(moods: FloatArray) -> int:
    """The word that moved the mood most."""
    return int(np.abs(changes_of(moods)).argmax())
