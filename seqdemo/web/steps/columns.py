"""Columns of `steps`: what was read and what the network said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from seqdemo.core.trace import FloatArray


@dataclass(frozen=True)
class Text:
    """Words in a slot, such as a token; the empty string is shown as a place with nothing in it."""

    words: str


@dataclass(frozen=True, eq=False)
class Grid:
    """Small black and white picture, such as a letter of 7x7 cells.

    Attributes:
        cells: 0 or 1, (rows, columns), at most 64 a side.
    """

    cells: npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Picture:
    """Picture, and how much of the attention each of its regions got.

    Attributes:
        image: A PNG or a JPEG; send thumbnails. One that many columns show is sent once.
        weights: Attention map laid over it, (rows, columns), at least 0; None for none.
        alt: What it shows, in words.
    """

    image: bytes
    weights: FloatArray | None = None
    alt: str = ""


@dataclass(frozen=True, eq=False)
class Stroke:
    """Lines of a pen.

    Attributes:
        lines: One array of points a line, each (N, 2) as (x, y) with y pointing down. All strokes
            of a slot are drawn to one scale.
    """

    lines: Sequence[FloatArray]


@dataclass(frozen=True)
class Number:
    """Number; all numbers of a slot share one axis."""

    value: float


@dataclass(frozen=True)
class Bars:
    """Likeliest classes with their probabilities, likeliest first.

    Attributes:
        choices: Label and probability, from 0 to 1.
        chosen: Label of the one that was taken; None if none was.
    """

    choices: Sequence[tuple[str, float]]
    chosen: str | None = None


@dataclass(frozen=True)
class Band:
    """Predicted number with a band; all bands of a slot share one axis.

    Attributes:
        value: What is predicted.
        low: Lower end of the band.
        high: Upper end.
        truth: What it really was; None if that is not known.
    """

    value: float
    low: float
    high: float
    truth: float | None = None


@dataclass(frozen=True)
class Balance:
    """Diverging bar from -1 to +1, such as a mood.

    Attributes:
        value: Where it stands.
        low: What -1 means, in a word.
        high: What +1 means.
    """

    value: float
    low: str = ""
    high: str = ""


Input = Text | Grid | Picture | Stroke | Number
Output = Bars | Text | Band | Stroke | Balance


@dataclass(frozen=True)
class Column:
    """One step.

    Attributes:
        input: What was read.
        output: What the network said then; None for nothing.
        note: A few words below the input.
    """

    input: Input
    output: Output | None = None
    note: str = ""
