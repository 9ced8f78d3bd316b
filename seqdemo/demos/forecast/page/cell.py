"""Opened cell of the decoder's selected step and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.forecast.page import answers
from seqdemo.demos.forecast.page.state import STATE
from seqdemo.demos.forecast.query import Ask
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(asked: Ask, trace: Trace) -> None:
    """How the selected unit of the decoder came by its value."""
    with network_errors():
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, STATE["ahead"], STATE["unit"]),
            opens=lambda _: _opened(asked, trace),
            labels=trace.inputs,
            fragment=CELL,
        )


def _opened(asked: Ask, trace: Trace) -> OpenedLayer:
    from seqdemo.demos.forecast.opened import opened as open_layer  # torch: when it is needed

    return open_layer(answers.model_of(STATE["cell"], asked.series), asked, trace)
