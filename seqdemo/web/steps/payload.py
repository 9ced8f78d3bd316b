"""A trace with its columns as JSON, with numbers in base64."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from seqdemo.core.character_names import with_sign
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.views.palette import DIVERGING
from seqdemo.views.unit_order import Order, by_peak, liveliest
from seqdemo.web.packing import fullest, packed, packed_layer
from seqdemo.web.steps.columns import Column
from seqdemo.web.steps.slots import Slots

FINE_UP_TO = 100_000
"""Values of one array up to which it travels in 16 bits; larger ones in 8."""


@dataclass(frozen=True)
class StepsView:
    """Everything that `steps` shows; see there."""

    trace: Trace
    columns: Sequence[Column]
    orders: Sequence[Order] = ()
    strips: Sequence[str] = ("hidden",)
    title: str = ""
    step: int | None = None
    layer: int | None = None
    unit: int | None = None
    upstream: str | None = None
    player: bool = True
    picks: bool = False
    says: str = ""
    memory: bool = True
    compact: bool = False
    veil: bool = False
    hold: str = ""
    began: int = 0

    def __post_init__(self) -> None:
        if len(self.columns) != len(self.trace):
            raise ValueError(f"{len(self.columns)} columns for a trace of {len(self.trace)} steps")
        if not self.trace.layers:
            raise ValueError("a trace without layers has no state to show")
        if self.upstream is not None and self.trace.upstream is None:
            raise ValueError("upstream is named, but the trace has none")
        unknown = set(self.strips) - {name for layer in self.trace.layers for name in names(layer)}
        if unknown:
            raise ValueError(f"no layer has {', '.join(sorted(unknown))}")


def names(layer: LayerTrace) -> list[str]:
    """Arrays of a layer that can be strips: "hidden", "cell_state" and the gates it has."""
    there = (name.removeprefix("gates.") for name, _ in layer.arrays())
    return [name for name in there if not name.startswith("initial")]


def payload(view: StepsView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    trace = view.trace
    layers = [
        _layer(layer, order) for layer, order in zip(trace.layers, _orders(view), strict=True)
    ]
    top = len(layers) - 1
    layer = top if view.layer is None else min(max(view.layer, 0), top)
    data = {
        "columns": [],
        "pictures": [],
        "labels": [with_sign(label)[:60] for label in trace.inputs],
        "layers": layers,
        "strips": list(view.strips),
        "attention": _attention(trace),
        "title": view.title,
        "says": view.says,
        "step": _first(view),
        "layer": layer,
        "unit": _unit(view.unit, trace.layers[layer]),
        "upstream": view.upstream,
        "before": len(trace.upstream) if view.upstream and trace.upstream else 0,
        "player": view.player,
        "picks": view.picks,
        "memory": view.memory,
        "compact": view.compact,
        "veil": view.veil,
        "hold": view.hold,
        "began": view.began,
        "palette": DIVERGING,
    }
    data |= Slots(view.columns).data()
    return data | {"rev": _digest(data)}


def _first(view: StepsView) -> int | None:
    """Step shown first; None is the last."""
    if view.step is None:
        return 0 if view.veil else None
    return min(max(view.step, 0), len(view.trace) - 1)


def _digest(data: Mapping[str, Any]) -> str:
    """Names what is shown: the browser takes step and unit anew when it changes."""
    shown = {name: data[name] for name in ("columns", "labels", "layers", "title", "veil")}
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def _orders(view: StepsView) -> list[Order]:
    given = list(view.orders) or [by_peak(layer) for layer in view.trace.layers]
    if len(given) != len(view.trace.layers):
        raise ValueError(f"{len(given)} orders for {len(view.trace.layers)} layers")
    for order, layer in zip(given, view.trace.layers, strict=True):
        if sorted(int(unit) for unit in order) != list(range(layer.hidden_size)):
            raise ValueError(f"an order must name each of {layer.hidden_size} units once")
    return given


def _unit(unit: int | None, layer: LayerTrace) -> int:
    return unit if unit is not None and 0 <= unit < layer.hidden_size else liveliest(layer)


def _layer(layer: LayerTrace, order: Order) -> dict[str, Any]:
    return packed_layer(layer, 2 if layer.hidden.size <= FINE_UP_TO else 1) | {
        "order": [int(unit) for unit in order],
        "side": ceil(sqrt(layer.hidden_size)),
        "most": {"cell_state": fullest(layer), "hidden": _largest(layer)},
    }


def _largest(layer: LayerTrace) -> float:
    """Hidden state that gets the fullest colour: 1, more where nothing bounds it."""
    if layer.nonlinearity == "tanh":
        return 1.0
    return max(1.0, float(np.quantile(np.abs(layer.hidden), 0.99)))


def _attention(trace: Trace) -> dict[str, Any] | None:
    if trace.attention is None:
        return None
    return {"weights": packed(trace.attention), "source": list(trace.source)}
