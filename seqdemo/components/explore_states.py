"""View "States": every unit over time, one unit as a line, and the difference to another text."""

from __future__ import annotations

import streamlit as st

from seqdemo.components import explore_lens, explore_source
from seqdemo.components.explore_lens import ORDER_NAMES
from seqdemo.components.explore_numbers import Numbers, over_time
from seqdemo.components.explore_page import CHOICES, put, value
from seqdemo.components.explore_source import Explored
from seqdemo.components.lens.payload import TITLES
from seqdemo.core.trace import GATES, FloatArray
from seqdemo.tasks.word_reader.typed import readable

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
    shown, order, other = st.columns([2, 2, 4], vertical_alignment="bottom")
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
    difference, note = _difference(explored, other)
    shown_now = "difference" if difference is not None else value("shown")
    explore_lens.show(
        explored, shown=shown_now, order=value("order"), difference=difference, note=note
    )
    values = explored.layer.array(value("shown")) if difference is None else difference
    return (over_time(explored, TITLES[shown_now], values),)


def _difference(explored: Explored, column: object) -> tuple[FloatArray | None, str]:
    """Hidden states minus those of another input, step by step; None if there is no other."""
    if not explored.has_network:
        return None, ""
    box = st.container() if column is None else column
    assert hasattr(box, "text_input")
    box.text_input(
        "Minus the states of another input",
        key=CHOICES.drawn("other"),
        placeholder="the same network reads this, step by step",
        help="What stays blue or orange is what the network knows of one and not of the other. "
        "Empty shows the states themselves.",
    )
    typed = str(value("other"))
    if explored.name == "shakespeare":
        text = explore_source.clean_text(typed).text
        trace = explore_source.of_text(text, explored.cell) if text else None
    else:
        word = readable(typed)
        trace = explore_source.word_trace(word, explored.cell) if word else None
    if trace is None:
        return None, ""
    steps = min(len(trace), len(explored.trace))
    found = explored.layer.hidden.copy()
    found[:steps] -= trace.layers[explored.depth].hidden[:steps]
    found[steps:] = 0
    shown = "".join(trace.inputs)[:24].replace("\n", "⏎")
    return found, f"minus “{shown}”, over the {steps} steps both have"
