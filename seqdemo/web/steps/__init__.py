"""Component: unroll any trace, a column for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeGuard

from seqdemo.core.trace import Trace
from seqdemo.views.unit_order import Order
from seqdemo.web.bridge import component
from seqdemo.web.messages import Rerun
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
    memory: bool = True,
    compact: bool = False,
    on_view: Callable[[dict[str, int]], Rerun] | None = None,
    on_pick: Callable[[int, str], Rerun] | None = None,
    fragment: str | None = None,
    says: str = "",
    veil: bool = False,
    hold: str = "",
    began: int = 0,
) -> None:
    """Show a recurrent network unrolled over the T steps of a trace; stepping asks no server.

    Args:
        trace: What the network computed; layers may differ in size, cell and direction.
        columns: What stands below and above each of the T steps; ValueError if they do not fit.
        key: Names the picture in the session.
        order: Unit in each cell of a tile, (H,), or one such order a layer; None sorts by peak.
        strips: Arrays that are shown from the start: "hidden", "cell_state" or names of gates.
        title: Heading of the picture.
        step: Step shown first, from 0; None is the last.
        layer: Layer selected first, from 0 at the bottom; None is the top one.
        unit: Unit selected first; None is the liveliest.
        upstream: Key of the encoder's `steps`, which has `player=False`: one player runs both.
        player: Whether it has a player of its own.
        memory: Whether a step knows the one before; if not, no arrow joins the columns.
        compact: Whether only the columns are shown, as one of several pictures on a page.
        on_view: Called with {"step", "layer", "unit"} when the visitor rests elsewhere, and
        on_pick: with step and label when one of its `Bars` is clicked; see `messages.Listener`.
        fragment: Key of the fragment the picture stands in, if any.
        says: Name of the row of outputs; "" for that of the slots.
        hold: Address of the explorer with this input, to hold units there; "" for none.
        began: Step of that input with which the trace begins.
        veil: Whether steps after the one shown are neither drawn nor read out; they are sent.
    """
    more = (upstream, player, on_pick is not None, says, memory, compact, veil, hold, began)
    view = StepsView(trace, columns, _each(order), strips, title, step, layer, unit, *more)
    _show(view, key, on_view, on_pick, fragment)


def _show(
    view: StepsView,
    key: str,
    on_view: Callable[[dict[str, int]], Rerun] | None,
    on_pick: Callable[[int, str], Rerun] | None,
    fragment: str | None,
) -> None:
    hears = {
        "pick": partial(_picked, view.columns, on_pick),
        "view": partial(_viewed, view.trace, on_view),
    }
    _mount(key=key, data=payload(view) | {"key": key}, listeners=hears, fragment=fragment)


def _each(order: Order | Sequence[Order] | None) -> Sequence[Order]:
    """One order a layer; none for the default."""
    if order is None:
        return ()
    return list(order) if getattr(order, "ndim", 2) != 1 else [order]  # type: ignore[list-item]


def _viewed(
    trace: Trace, listener: Callable[[dict[str, int]], Rerun] | None, sent: Mapping[str, Any]
) -> Rerun:
    """Pass on where the visitor rests, if there is such a place."""
    step, layer, unit = (sent.get(name) for name in ("step", "layer", "unit"))
    if listener is None or not (_within(step, len(trace)) and _within(layer, len(trace.layers))):
        return None
    if not _within(unit, trace.layers[layer].hidden_size):
        return None
    return listener({"step": step, "layer": layer, "unit": unit})


def _picked(
    columns: Sequence[Column],
    listener: Callable[[int, str], Rerun] | None,
    sent: Mapping[str, Any],
) -> Rerun:
    """Pass on the bar that was clicked, if there is such a bar."""
    step, label = sent.get("step"), sent.get("label")
    if listener is None or not _within(step, len(columns)):
        return None
    output = columns[step].output
    if not isinstance(output, Bars) or label not in [name for name, _ in output.choices]:
        return None
    return listener(step, str(label))


def _within(number: Any, count: int) -> TypeGuard[int]:
    """Whether something from a browser is a whole number from 0 to below `count`."""
    return isinstance(number, int) and 0 <= number < count
