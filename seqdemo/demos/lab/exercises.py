"""Exercises of the lab: sequences, loss and right answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss, one_hot

from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.lab.symbols import (
    CHANCE,
    CLOSE,
    COLOURS,
    LETTERS,
    NOISE,
    QUESTION,
    STEPS,
    TOKENS,
)
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.script import LATIN

Batch = tuple[Tensor, Tensor]
"""Inputs (B, T, I), and what is to be said after the last step, (B,)."""


@dataclass(frozen=True)
class Lesson:
    """One exercise.

    Attributes:
        input_size: Numbers read at a step, I.
        output_size: Numbers said in the end, O.
        chance: Share of right answers of one who has learnt nothing.
        ending: Last steps of a sequence that stand there whatever the lag.
        batch: Gives sequences: how many, over which lag, "far" or "mixed", by a generator.
        loss: Of outputs (B, O) and what was to be said.
        right: Which of the outputs are right, (B,).
        classes: What the outputs stand for; none of a number.
    """

    input_size: int
    output_size: int
    chance: float
    ending: int
    batch: Callable[[int, int, bool, torch.Generator], Batch]
    loss: Callable[[Tensor, Tensor], Tensor]
    right: Callable[[Tensor, Tensor], Tensor]
    classes: Sequence[str] = ()


def colour_batch(count: int, lag: int, mixed: bool, generator: torch.Generator) -> Batch:
    """A colour, `lag` letters of noise, a question: which colour was it?

    Args:
        count: Sequences, B.
        lag: Letters between colour and question; T is lag + 2.
        mixed: Whether the colour comes anywhere before the question, with noise also before it.
        generator: Of everything random.
    """
    colours = torch.randint(len(COLOURS), (count,), generator=generator)
    tokens = torch.randint(len(NOISE), (count, lag + 2), generator=generator) + len(COLOURS)
    at = torch.zeros(count, dtype=torch.long)
    if mixed:
        at = torch.randint(lag, (count,), generator=generator)
    tokens[torch.arange(count), at] = colours
    tokens[:, -1] = TOKENS.index(QUESTION)
    return one_hot(tokens, len(TOKENS)).float(), colours


def adding_batch(count: int, lag: int, mixed: bool, generator: torch.Generator) -> Batch:
    """Numbers from 0 to 1, two of them marked: what is their sum?

    The first mark is in the first half, the second in the other; of "far" ones they stand at the
    first and at the last but one step. T is lag + 2.

    Source: Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, experiment 4.
    """
    steps, rows = lag + 2, torch.arange(count)
    values = torch.rand(count, steps, generator=generator)
    marks = torch.zeros(count, steps)
    first, second = torch.zeros(2, count, dtype=torch.long)
    second += steps - 2
    if mixed:
        half = max(1, steps // 2)
        first = torch.randint(half, (count,), generator=generator)
        second = half + torch.randint(steps - half, (count,), generator=generator)
    marks[rows, first] = marks[rows, second] = 1.0
    return torch.stack([values, marks], 2), values[rows, first] + values[rows, second]


def letter_batch(
    steps: int, count: int, lag: int, mixed: bool, generator: torch.Generator
) -> Batch:
    """Letters on a 7x7 grid, each by a new hand, from the top left: which letter was it?

    Args:
        steps: 7: a row at a step; 49: a pixel.
        count: Sequences, B.
        lag: Of no account, as is `mixed`.
        mixed: See above.
        generator: Of letters and hands.
    """
    answers = torch.randint(len(LETTERS), (count,), generator=generator)
    hands = torch.randint(2**40, (count,), generator=generator)
    numbers = _NUMBERS[answers.numpy()]
    drawn = write(numbers, hands.numpy(), np.zeros_like(numbers), seed=SEED, pen=PEN)
    return torch.from_numpy(drawn).reshape(count, steps, -1), answers


SEED, PEN = 17, Pen(sloppiness=0.4)
_NUMBERS = np.array([LATIN.symbols.index(letter) for letter in LETTERS])


def _named(outputs: Tensor, answers: Tensor) -> Tensor:
    return outputs.argmax(1) == answers


def _sum_loss(outputs: Tensor, answers: Tensor) -> Tensor:
    return mse_loss(outputs[:, 0], answers)


def _summed(outputs: Tensor, answers: Tensor) -> Tensor:
    return (outputs[:, 0] - answers).abs() <= CLOSE


LESSONS: Mapping[str, Lesson] = {
    "colour": Lesson(
        len(TOKENS), len(COLOURS), CHANCE["colour"], 1, colour_batch, cross_entropy, _named, COLOURS
    ),
    "adding": Lesson(
        2,
        1,
        CHANCE["adding"],
        2,
        adding_batch,
        lambda said, true: mse_loss(said[:, 0], true),
        _summed,
    ),
} | {
    name: Lesson(
        49 // steps,
        len(LETTERS),
        CHANCE[name],
        0,
        partial(letter_batch, steps),
        cross_entropy,
        _named,
        LETTERS,
    )
    for name, steps in STEPS.items()
}


def lesson(settings: Settings) -> Lesson:
    """The exercise of a race."""
    return LESSONS[settings.exercise]
