"""A drawing and its trace as JSON, with numbers in base64."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from seqdemo.core.trace import LayerTrace
from seqdemo.views.palette import DIVERGING
from seqdemo.views.unit_order import Order
from seqdemo.web.packed_steps import packed_steps

DIGITS = 5
"""Digits of a probability after the point."""


@dataclass(frozen=True)
class Step:
    """One column.

    Attributes:
        at: Which grid of the drawing was read.
        input: The letter seen, "" for none.
        p: Its probability.
        guesses: Likeliest words and their probabilities; "" stands for "not a word I know".
        remembers: Letter read back from the state for each position so far, with probability.
    """

    at: int
    input: str
    p: float
    guesses: Sequence[tuple[str, float]]
    remembers: Sequence[tuple[str, float]]
    veiled: bool = False  # whether what the network says is not told yet


@dataclass(frozen=True)
class Verdict:
    """The answer in the inspector."""

    word: str
    p: float
    spelled: str
    nearest: Sequence[str]
    sure: bool
    known: int  # words in the network's list
    check: tuple[str, float] | None = None  # of a spelling check, where it was asked for
    checking: bool = False  # whether it was


@dataclass(frozen=True)
class OtherNetwork:
    """The answer of another network to the same drawing."""

    name: str
    word: str
    p: float
    now: bool


@dataclass(frozen=True)
class Pinned:
    """An earlier reading shown beside the current one."""

    label: str
    inputs: Sequence[str]
    layer: LayerTrace


@dataclass(frozen=True)
class Noise:
    """Cells that are flipped before the network reads.

    Attributes:
        percent: Of all cells, on average.
        seed: Names the noise.
        flips: The cells of each grid.
    """

    percent: int
    seed: int
    flips: Sequence[Sequence[int]]


@dataclass(frozen=True)
class UnrollView:
    """Everything the component shows.

    Attributes:
        drawing: One string of 49 zeros and ones a grid.
        steps: One a grid that was read; empty if none was.
        layer: The recurrent layer of those steps.
        order: Which unit stands in which cell of the tile.
        answer: What the network says in the end.
        others: The same drawing through other networks; None if they were not asked.
        pinned: A reading to compare with.
        step: Step to show first, from 0; None is the last.
        unit: Unit selected first.
        size: Units of the layer, to keep its place free while there is none.
        noise: On the drawing; None leaves its slider out.
        veil: Whether steps after the one that is shown are hidden. Their states are sent.
        hold: Address of the explorer with this drawing, to hold units there; "" for none.
    """

    drawing: Sequence[str]
    steps: Sequence[Step] = ()
    layer: LayerTrace | None = None
    order: Order | None = None
    answer: Verdict | None = None
    others: Sequence[OtherNetwork] | None = ()
    pinned: Pinned | None = None
    step: int | None = None
    unit: int = 0
    size: int = 1
    noise: Noise | None = None
    veil: bool = False
    hold: str = ""


def payload(view: UnrollView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    size = view.layer.hidden_size if view.layer else view.size
    order = np.arange(size) if view.order is None else view.order
    pinned = view.pinned
    return {
        "drawing": list(view.drawing),
        "steps": [_step(step) for step in view.steps],
        "layer": view.layer and packed_steps(view.layer),
        "order": [int(unit) for unit in order],
        "side": ceil(sqrt(size)),
        "answer": _fields(view.answer) if view.answer else None,
        "others": None if view.others is None else [_fields(other) for other in view.others],
        "pinned": pinned
        and {
            "label": pinned.label,
            "inputs": list(pinned.inputs),
            "layer": packed_steps(pinned.layer),
        },
        "noise": view.noise and _fields(view.noise),
        "step": view.step,
        "unit": view.unit,
        "veil": view.veil,
        "hold": view.hold,
        "palette": DIVERGING,
    }


def _step(step: Step) -> dict[str, Any]:
    """A column; probabilities are shown to within 0.0001."""
    return _fields(step) | {
        "p": round(step.p, DIGITS),
        "guesses": [(word, round(p, DIGITS)) for word, p in step.guesses],
        "remembers": [(letter, round(p, DIGITS)) for letter, p in step.remembers],
    }


def _fields(record: Any) -> dict[str, Any]:
    """Fields of a dataclass by name, as they are: `asdict` copies all that they hold."""
    return dict(vars(record))
