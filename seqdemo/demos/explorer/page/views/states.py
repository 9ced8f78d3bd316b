"""View "States": every unit over time, one unit as a line, and the difference to another trace."""

from __future__ import annotations

import streamlit as st

from seqdemo.core.trace import GATES
from seqdemo.demos.explorer.page import difference as explore_difference
from seqdemo.demos.explorer.page import lens_settings
from seqdemo.demos.explorer.page.lens.payload import TITLES, title_of
from seqdemo.demos.explorer.page.lens_settings import ORDER_NAMES
from seqdemo.demos.explorer.page.numbers import Numbers, over_time
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import CHOICES, put, value

_LOOK = {
    "shakespeare": "stripes that change at every space or newline; a unit that rises through a "
    "line and falls at its end.",
    "word_reader": "units that turn at one letter and stay: they keep it to the end of the word.",
    "file": "stripes that change at the same inputs, and units that change once and stay.",
}


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    st.caption(
        f"**What to look for:** {_LOOK[explored.name]} ↑ ↓ flip through units, ← → through steps; "
        "the text takes the colours of the selected unit."
    )
    there = ["hidden"]
    there += ["cell_state"] if explored.layer.cell_state is not None else []
    there += [name for name in GATES[explored.layer.cell] if name in explored.layer.gates]
    if value("shown") not in there:
        put("shown", "hidden")
    orders = [name for name in ORDER_NAMES if name != "alike" or explored.has_network]
    if value("order") not in orders:
        put("order", orders[0])
    shown, order, other = st.columns([2, 2, 5])
    shown.selectbox(
        "Picture",
        there,
        key=CHOICES.drawn("shown"),
        format_func=lambda name: TITLES[name],
        help="Which numbers of each unit the picture shows. Gates are PyTorch's: an LSTM's forget "
        "gate and a GRU's update gate near 1 keep what was there.",
    )
    order.selectbox(
        "Units",
        orders,
        key=CHOICES.drawn("order"),
        format_func=lambda name: ORDER_NAMES[name],
        help="Which unit stands in which row; the numbers stay the same. Groups: units whose "
        "course over time is alike, highest mean first.",
    )
    with other:
        found = explore_difference.ask(explored, value("shown"))
    shown_now = value("shown") if found is None else "difference"
    lens_settings.show(
        explored,
        shown=shown_now,
        order=value("order"),
        difference=found.values if found else None,
        note=found.note if found else "",
        compared=value("shown"),
    )
    if found is None:
        return (over_time(explored, TITLES[value("shown")], explored.layer.array(value("shown"))),)
    return (over_time(explored, title_of("difference", value("shown")), found.values),)
