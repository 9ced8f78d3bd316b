"""View "Gates": one gate of all units, and its saturation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqdemo.analysis.saturation import Saturation
from seqdemo.app import sections
from seqdemo.core.table import Table
from seqdemo.core.trace import GATES
from seqdemo.demos.explorer.page import lens_settings, state
from seqdemo.demos.explorer.page.charts import chart
from seqdemo.demos.explorer.page.corpora import corpus_or_wait
from seqdemo.demos.explorer.page.corpus_choice import choose_corpus, corpus_words
from seqdemo.demos.explorer.page.lens.payload import TITLES
from seqdemo.demos.explorer.page.measured_units import (
    measured_beside,
    measured_on,
    saturation_words,
)
from seqdemo.demos.explorer.page.numbers import Numbers, over_time
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE, key
from seqdemo.views.saturation_plot import saturation_plot

MOST_TELLING = {"lstm": "forget", "gru": "update"}


def show(explored: Explored) -> tuple[Numbers, ...]:
    """The view."""
    names = [name for name in GATES[explored.layer.cell] if name in explored.layer.gates]
    if not names:
        st.info(no_gates(explored))
        return ()
    keeping = {"lstm": "forget", "gru": "update"}[explored.layer.cell]
    with sections.shown():
        st.caption(
            f"**What to look for:** units whose {keeping} gate is open nearly all the time, in the "
            "upper left corner: they remember for long. Click a point to see its unit in the text "
            "below."
        )
        choose_corpus(explored)
        with st.container():
            found = corpus_or_wait(explored)
            if found is not None:
                _saturation(explored, found[1])
    if STATE["shown"] not in names:
        STATE["shown"] = MOST_TELLING[explored.layer.cell]
    STATE.draw(
        st.segmented_control,
        "shown",
        "Gate",
        options=names,
        format_func=lambda name: TITLES[name],
        label_visibility="collapsed",
        required=True,
    )
    lens_settings.show(explored, shown=STATE["shown"], tall=240)
    gate = over_time(explored, TITLES[STATE["shown"]], explored.layer.array(STATE["shown"]))
    return (gate,) if found is None else (_saturations(found[1]), gate)


def _saturation(explored: Explored, gates: Mapping[str, Saturation]) -> None:
    """How often every unit's gates are shut and open, as points, and that of one in words."""
    unit, beside = lens_settings.unit_of(explored), measured_beside(explored)
    figure = saturation_plot(
        gates, unit, beside.saturation if beside else {}, measured_on(explored)
    )
    _select(chart(figure, "saturation", on_select=True))
    st.caption(
        f"One point a unit, over {corpus_words(explored)}. Left-saturated is shut (below 0.1), "
        "right-saturated is open (above 0.9), after Karpathy, Johnson and Fei-Fei, 2015. "
        "On the dotted line a gate is always one or the other."
    )
    st.caption(saturation_words(explored, gates, unit))


def no_gates(explored: Explored) -> str:
    """Why there is nothing to see, and where there is, if the demo has such a network."""
    others = {} if explored.side is None else explored.side.networks
    gated = [title for name, title in others.items() if name in ("gru", "lstm")]
    advice = f" Choose the {' or the '.join(gated)} above to see gates at work." if gated else ""
    return f"A plain RNN has no gates: it rewrites its whole state at every step.{advice}"


def _saturations(gates: Mapping[str, Saturation]) -> Numbers:
    def table() -> Table:
        rows = [
            (name, unit, float(one.left[unit]), float(one.right[unit]), one.steps)
            for name, one in gates.items()
            for unit in range(len(one.left))
        ]
        names = ("gate", "unit", "share_below_0.1", "share_above_0.9", "steps")
        return dict(zip(names, zip(*rows, strict=True), strict=True))

    return Numbers("saturation", "One row a gate and unit: how often it is shut and open", table)


def _select(event: Any) -> None:
    """A click on a point selects its unit, once."""
    points = event.selection.points if event else []
    units = [point.get("customdata") for point in points]
    chosen = units[0][0] if units and isinstance(units[0], list) else units[0] if units else None
    if chosen is None or st.session_state.get(key("clicked")) == chosen:
        return
    st.session_state[key("clicked")] = chosen
    state.point_at(unit=int(chosen))
    st.rerun(scope="fragment")
