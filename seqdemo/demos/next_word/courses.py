"""How each network is trained: batches, updates and beginnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seqdemo.demos.next_word.batches import SentenceBatches
from seqdemo.demos.next_word.training_data import (
    TrainingData,
    keyboard_batches,
    small_batches,
)


@dataclass(frozen=True)
class Course:
    """What differs between the networks' training runs.

    Attributes:
        batches: Makes so many batches of the training data.
        updates: How many.
        learning_rate: Peak.
        averaging: Decay of the running average of the weights.
        scored: Share of the words that are scored beside those asked for, as in `language_loss`.
        first: Updates before these in which nothing stands between the parts of a story, and only
            the words asked for are scored: at once, or it takes ten times as long.
    """

    batches: Callable[[TrainingData, int], SentenceBatches]
    updates: int
    learning_rate: float
    averaging: float = 0.999
    scored: float = 1.0
    first: int = 0


REMEMBER = Course(small_batches, 1_200, 3e-3, averaging=0.99, scored=0.1, first=1_200)
"""The same for every cell, so that what differs is the cell."""

COURSES: Mapping[str, Course] = {
    "keyboard": Course(keyboard_batches, 6_000, 3e-3),
    "lstm": REMEMBER,
    "gru": REMEMBER,
    "rnn": REMEMBER,
}
