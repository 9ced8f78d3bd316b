"""Component: unroll any trace, a column for each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeGuard

import streamlit as st

from seqdemo.core.trace import Trace
from seqdemo.views.unit_order import Order
from seqdemo.web.bridge import component
from seqdemo.web.steps.columns import (
    Balance,
    Band,
    Bars,
    Column,
    Grid,
    Input,
    Number,
    Output,
    Picture,
    Stroke,
    Text,
)
from seqdemo.web.steps.payload import StepsView, payload

__all__ = [
    "Balance",
    "Band",
    "Bars",
    "Column",
    "Grid",
    "Input",
    "Number",
    "Output",
    "Picture",
    "Stroke",
    "Text",
    "steps",
]

_mount = component("steps", Path(__file__).parent)


def steps(
    trace: Trace,
    columns: Sequence[Column],
    *,
    key: str,
    order: Order | Sequence[Order] | None = None,
    strips: Sequence[str] = ("hidden",),
    title: str = "",
    step: int | None = None,
    layer: int | None = None,
    unit: int | None = None,
    upstream: str | None = None,
    player: bool = True,
    on_view: Callable[[dict[str, int]], None] | None = None,
    on_pick: Callable[[int, str], None] | None = None,
) -> None:
    """Show a recurrent network unrolled over the T steps of a trace.

    Stepping, playing, choosing a unit and showing other gates stay in the browser.

    Args:
        trace: What the network computed; layers may differ in size, cell and direction.
        columns: What stands below and above the states, one for each of the T steps.
        key: Names the picture in the session.
        order: Which unit stands in which cell of a tile, (H,), or one such order a layer; None
            sorts each layer by when its units peak.
        strips: Arrays that are shown from the start: "hidden", "cell_state" or names of gates.
        title: Heading of the picture.
        step: Step shown first, from 0; None is the last.
        layer: Layer whose unit is selected first, from 0 at the bottom; None is the top one.
        unit: Unit selected first; None is the liveliest.
        upstream: Key of the `steps` that shows `trace.upstream`, the encoder; one player then
            runs through both, if that one has `player=False`.
        player: Whether it has a player of its own.
        on_view: Called with {"step", "layer", "unit"} when the visitor rests elsewhere.
        on_pick: Called with a step and a label when the visitor clicks one of its `Bars`.

    Raises:
        ValueError: If columns, orders or strips do not fit the trace.
    """
    picks = on_pick is not None
    view = StepsView(
        trace, columns, _each(order), strips, title, step, layer, unit, upstream, player, picks
    )
    _mount(
        key=key,
        data=payload(view) | {"key": key},
        on_view_change=lambda: _viewed(key, trace, on_view),
        on_pick_change=lambda: _picked(key, columns, on_pick),
    )


def _each(order: Order | Sequence[Order] | None) -> Sequence[Order]:
    """One order a layer; none for the default."""
    if order is None:
        return ()
    return list(order) if getattr(order, "ndim", 2) != 1 else [order]  # type: ignore[list-item]


def _viewed(key: str, trace: Trace, listener: Callable[[dict[str, int]], None] | None) -> None:
    """Pass on where the visitor rests, if there is such a place."""
    sent = st.session_state[key].get("view")
    if listener is None or not isinstance(sent, dict):
        return
    step, layer, unit = (sent.get(name) for name in ("step", "layer", "unit"))
    if not (_within(step, len(trace)) and _within(layer, len(trace.layers))):
        return
    if _within(unit, trace.layers[layer].hidden_size):
        listener({"step": step, "layer": layer, "unit": unit})


def _picked(
    key: str, columns: Sequence[Column], listener: Callable[[int, str], None] | None
) -> None:
    """Pass on the bar that was clicked, if there is such a bar."""
    sent = st.session_state[key].get("pick")
    if listener is None or not isinstance(sent, dict):
        return
    step, label = sent.get("step"), sent.get("label")
    if _within(step, len(columns)):
        output = columns[step].output
        if isinstance(output, Bars) and label in [name for name, _ in output.choices]:
            listener(step, str(label))


def _within(number: Any, count: int) -> TypeGuard[int]:
    """Whether something from a browser is a whole number from 0 to below `count`."""
    return isinstance(number, int) and 0 <= number < count
