"""The lens on the explorer's page: what all views that use it share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.core.intervention import Clamp, Steer, encode
from seqdemo.core.trace import FloatArray, LayerTrace
from seqdemo.demos.explorer.page import state
from seqdemo.demos.explorer.page.lens import lens
from seqdemo.demos.explorer.page.lens.payload import LensView
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE, key
from seqdemo.tasks.protocols import HasInterventions
from seqdemo.views.unit_groups import by_group, groups_of
from seqdemo.views.unit_order import ORDERS, Order, first_unit
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE

ORDER_NAMES = {
    "alike": "alike in a long text",
    "group": "grouped by k-means",
    "similarity": "alike in this one",
    "peak": "by when they peak",
    "index": "by number",
}


FIRST_STEP = 60
"""Where the first visit begins: far enough in for the state to hold something."""


def show(
    explored: Explored,
    *,
    shown: str = "hidden",
    order: str = "alike",
    difference: FloatArray | None = None,
    compared: str = "hidden",
    spans: bool = False,
    first_span: tuple[int, int] | None = None,
    marked: Sequence[int] = (),
    note: str = "",
    tall: int = 372,
) -> None:
    """The layer of a trace over time; what the visitor selects is kept."""
    rows, groups = order_of(explored, order)
    at, unit, span = _standing(explored)
    view = LensView(
        rev=f"{explored.digest}.{st.session_state[key('push')]}",
        labels=explored.trace.inputs,
        layer=explored.layer,
        shown=shown,
        order=rows,
        groups=groups,
        difference=difference,
        compared=compared,
        joined=explored.joined,
        at=at,
        unit=unit,
        span=(span or first_span) if spans else None,
        spans=spans,
        holds=isinstance(explored.side, HasInterventions),
        noun=explored.noun,
        names=explored.directions.names if explored.directions else (),
        marked=marked,
        title=explored.title,
        note=note,
        tall=tall,
    )
    key_ = f"{state.NAME}.lens"
    lens(view, key=key_, on_view=state.look, on_hold=lambda told: _hold(explored, told))


def _hold(explored: Explored, told: Mapping[str, object]) -> Rerun:
    """Hold a unit from a step on, and nothing else, and show what becomes of it."""
    unit, at, value = (told.get(name) for name in ("unit", "at", "value"))
    if not (isinstance(unit, int) and isinstance(at, int) and value in (-1, 0, 1)):
        return None
    if 0 <= unit < explored.layer.hidden_size and 0 <= at < len(explored.trace):
        state.point_at(unit=unit, at=at)
        STATE["reach"] = encode([held(explored, unit, at, float(str(value)))])
        STATE.insist("view", "reach")
    return [PAGE]


def held(explored: Explored, unit: int, step: int, value: float) -> Clamp | Steer:
    """A unit or direction held from a step on."""
    if explored.directions is None:
        return Clamp(explored.depth, (unit,), step, value)
    return Steer(explored.depth, explored.basis, unit, step, value)


def unit_of(explored: Explored) -> int:
    """The selected unit; until the visitor has selected one, one that is worth a look."""
    unit = STATE["unit"]
    if unit is None or unit >= explored.layer.hidden_size:
        named = explored.side if explored.directions is None else None
        worth = named.first_unit.get(explored.network) if named else None
        return first_unit(explored.layer, explored.depth, worth)
    return int(unit)


def step_of(explored: Explored) -> int:
    """The selected step; one a little into the text until the visitor has selected one."""
    at = STATE["at"]
    return min(FIRST_STEP if at is None else int(at), len(explored.trace) - 1)


def select_step(step: int) -> None:
    """Select a step from Python."""
    state.point_at(at=step)


def span_of(explored: Explored) -> tuple[int, int] | None:
    """The marked span, if there is one within the text."""
    span: tuple[int, int] | None = STATE["span"]
    return span if span and span[1] < len(explored.trace) else None


def order_of(explored: Explored, name: str) -> tuple[Order, tuple[int, ...]]:
    """In which row each unit stands, and the rows where groups begin."""
    measured = order_on_card(explored) if name == "alike" else None
    if measured is not None:
        return np.array(measured, dtype=np.int64), ()
    return _order(explored.digest, name, explored.layer)


@st.cache_resource(max_entries=64, show_spinner=False)
def _order(digest: str, name: str, _layer: LayerTrace) -> tuple[Order, tuple[int, ...]]:
    if name == "group" or name not in ORDERS:
        groups = groups_of(_layer)
        order = by_group(_layer, groups)
        edges = np.flatnonzero(np.diff(groups[order])) + 1
        return order, tuple(int(edge) for edge in edges)
    return ORDERS[name][1](_layer), ()


def order_on_card(explored: Explored) -> list[int] | None:
    """The order measured when the network was published, the same for every input.

    None for a file, and for a network of which none was measured.
    """
    if explored.side is None or explored.directions is not None:
        return None
    card = networks.card(explored.source, explored.network)
    if "unit_order" in card:
        return list(card["unit_order"])
    return list(card["unit_orders"][explored.depth]) if "unit_orders" in card else None


def _standing(explored: Explored) -> tuple[int, int, tuple[int, int] | None]:
    """Where the browser begins.

    Kept from when this input was first shown: were it to follow what the browser says itself, the
    whole picture would be sent again for every step.
    """
    session = st.session_state
    name = (explored.digest, session[key("push")])
    kept = session.get(key("standing"))
    if kept is None or kept[0] != name:
        kept = name, (step_of(explored), unit_of(explored), span_of(explored))
        session[key("standing")] = kept
    found: tuple[int, int, tuple[int, int] | None] = kept[1]
    return found
