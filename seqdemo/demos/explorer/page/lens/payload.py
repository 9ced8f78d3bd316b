"""Payload of the lens: a layer over time, packed in 16 bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqdemo.core.trace import GATES, FloatArray, LayerTrace
from seqdemo.views.palette import DIVERGING
from seqdemo.views.unit_order import Order
from seqdemo.web.packing import packed

ALL_ARRAYS_UP_TO = 400_000
"""Values of one array up to which every array travels; of larger layers the one shown and h_t."""

TITLES = {
    "hidden": "hidden state",
    "cell_state": "cell state",
    "input": "input gate",
    "forget": "forget gate",
    "candidate": "candidate",
    "output": "output gate",
    "reset": "reset gate",
    "update": "update gate",
}
SIGNED = ("hidden", "cell_state", "candidate", "difference")


@dataclass(frozen=True)
class LensView:
    """Everything the component shows.

    Attributes:
        rev: Names what is shown: the browser takes `at`, `unit` and `span` anew when it changes.
        labels: What was read at each step.
        layer: The layer.
        shown: The array in the picture: "hidden", "cell_state", a gate, or "difference".
        order: Which unit stands in which row.
        groups: Rows at which a group of units begins.
        difference: An array minus that of another trace, (T, H).
        compared: Which array it is the difference of.
        joined: Whether labels are characters of a text, with no space between them.
        at: Selected step, from 0.
        unit: Selected unit.
        span: First and last step of the marked span.
        spans: Whether the visitor can mark one.
        holds: Whether the visitor can hold a unit.
        noun: What a row is, in words.
        names: Each row in words, where a number would not do.
        marked: Units to point out at the right edge.
        title: Heading of the picture.
        note: One line beside it.
        tall: Height of the picture, pixels.
    """

    rev: str
    labels: Sequence[str]
    layer: LayerTrace
    shown: str
    order: Order
    groups: Sequence[int] = ()
    difference: FloatArray | None = None
    compared: str = "hidden"
    joined: bool = True
    at: int = 0
    unit: int = 0
    span: tuple[int, int] | None = None
    spans: bool = False
    holds: bool = False
    noun: str = "unit"
    names: Sequence[str] = ()
    marked: Sequence[int] = ()
    title: str = ""
    note: str = ""
    tall: int = 372


def payload(view: LensView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    arrays = arrays_of(view)
    return {
        "rev": view.rev,
        "labels": [label[:60] for label in view.labels],
        "joined": view.joined,
        "layer": {
            "steps": len(view.labels),
            "size": view.layer.hidden_size,
            "arrays": {name: packed(values) for name, values in arrays.items()},
        },
        "kinds": [
            {
                "name": name,
                "title": title_of(name, view.compared),
                "signed": name in SIGNED,
                "most": full_colour(name, values),
            }
            for name, values in arrays.items()
        ],
        "order": [int(unit) for unit in view.order],
        "groups": [int(row) for row in view.groups],
        "at": min(max(view.at, 0), len(view.labels) - 1),
        "unit": min(max(view.unit, 0), view.layer.hidden_size - 1),
        "span": view.span and list(view.span),
        "spans": view.spans,
        "holds": view.holds,
        "noun": view.noun,
        "names": list(view.names),
        "marked": [int(unit) for unit in view.marked],
        "title": view.title,
        "note": view.note,
        "tall": view.tall,
        "palette": DIVERGING,
    }


def arrays_of(view: LensView) -> dict[str, FloatArray]:
    """The arrays that travel, the one in the picture first."""
    layer = view.layer
    there = {"hidden": layer.hidden}
    if layer.cell_state is not None:
        there["cell_state"] = layer.cell_state
    there |= {name: layer.gates[name] for name in GATES[layer.cell] if name in layer.gates}
    if view.difference is not None:
        there["difference"] = view.difference
    shown = view.shown if view.shown in there else "hidden"
    wanted = [shown, *(name for name in there if name != shown)]
    if layer.hidden.size > ALL_ARRAYS_UP_TO:
        wanted = [name for name in wanted if name in (shown, "hidden")]
    return {name: there[name] for name in wanted}


def title_of(name: str, compared: str = "hidden") -> str:
    """An array in words; `compared` is what a difference is one of."""
    return f"difference of {TITLES[compared]}s" if name == "difference" else TITLES[name]


def full_colour(name: str, values: FloatArray) -> float:
    """The value that gets the fullest colour: 1 where the network's own bounds are 1."""
    if name == "difference":
        return max(0.05, float(np.quantile(np.abs(values), 0.995)))
    if name not in ("hidden", "cell_state") or float(np.abs(values).max()) <= 1:
        return 1.0
    return max(1.0, float(np.quantile(np.abs(values), 0.995)))
