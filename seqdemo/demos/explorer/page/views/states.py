"""View "States": all units over time, and one up close."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.app import sections
from seqdemo.core.trace import GATES, LayerTrace
from seqdemo.core.trace_arrays import LOSS, properties_in
from seqdemo.demos.explorer.page import difference, lens_settings
from seqdemo.demos.explorer.page.hints import look_for
from seqdemo.demos.explorer.page.lens.payload import TITLES, title_of
from seqdemo.demos.explorer.page.lens_settings import ORDER_NAMES
from seqdemo.demos.explorer.page.numbers import Numbers, over_time
from seqdemo.demos.explorer.page.source import PLURALS, Explored
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.web.passages import Passage, passages

SHOWN = 400
"""Steps whose loss is shown."""


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    with sections.shown():
        st.caption(
            f"{look_for('states', explored.side, explored.step)} ↑ ↓ flip through units, "
            "← → through steps; the text takes the colours of the selected unit."
        )
        found = _chosen(explored)
        lens_settings.show(
            explored,
            shown=STATE["shown"] if found is None else "difference",
            order=STATE["order"],
            difference=found.values if found else None,
            note=found.note if found else "",
            compared=STATE["shown"],
        )
    _loss(explored)
    if found is None:
        return (over_time(explored, TITLES[STATE["shown"]], explored.layer.array(STATE["shown"])),)
    return (over_time(explored, title_of("difference", STATE["shown"]), found.values),)


def _chosen(explored: Explored) -> difference.Difference | None:
    """What the picture shows and in which order; the difference that is asked for."""
    shown, order, other = sections.beside("choices", 2, 2, 5)
    with shown:
        _choose_array(explored.layer)
    with order:
        _choose_order(explored)
    with other:
        return difference.ask(explored, STATE["shown"])


def _loss(explored: Explored) -> None:
    """The text coloured by the loss that the trace holds, if it holds one."""
    loss = properties_in(explored.trace).get(LOSS)
    if loss is None:
        return
    first = max(0, lens_settings.step_of(explored) + 1 - SHOWN)
    part = slice(first, first + SHOWN)
    st.caption(
        f"Loss of each {explored.step}, as given: {loss.mean():.3f} on average over all "
        f"{len(loss):,} {explored.step}s."
    )
    passages(
        [Passage(explored.trace.inputs[part], loss[part])],
        key="explorer.loss",
        most=float(np.quantile(loss, 0.98)) or 1.0,
        signed=bool((loss < 0).any()),
        joined=explored.joined,
        breaks=True,
        on_pick=lambda row, n: lens_settings.select_step(first + n),
    )


def _choose_array(layer: LayerTrace) -> None:
    """Which numbers of each unit are shown."""
    there = ["hidden"]
    there += ["cell_state"] if layer.cell_state is not None else []
    there += [name for name in GATES[layer.cell] if name in layer.gates]
    if STATE["shown"] not in there:
        STATE["shown"] = "hidden"
    STATE.draw(
        st.selectbox,
        "shown",
        "Picture",
        options=there,
        format_func=lambda name: TITLES[name],
        help="Which numbers of each unit the picture shows. Gates are PyTorch's: an LSTM's forget "
        "gate and a GRU's update gate near 1 keep what was there.",
    )


def _choose_order(explored: Explored) -> None:
    """Which unit stands in which row."""
    measured = lens_settings.order_on_card(explored) is not None
    orders = [name for name in ORDER_NAMES if name != "alike" or measured]
    if STATE["order"] not in orders:
        STATE["order"] = orders[0]
    STATE.draw(
        st.selectbox,
        "order",
        PLURALS[explored.noun].capitalize(),
        options=orders,
        format_func=lambda name: ORDER_NAMES[name],
        help="Which unit stands in which row; the numbers stay the same. Alike: neighbours take "
        "like values. Groups: units whose course over time is alike, highest mean first.",
    )
