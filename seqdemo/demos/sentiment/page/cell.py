"""Opened cell of the selected word and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.sentiment.page import readings
from seqdemo.demos.sentiment.page.stage import first_unit
from seqdemo.demos.sentiment.page.state import NAME, STATE, judged
from seqdemo.demos.sentiment.query import Judge
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened() -> None:
    """How the selected unit came by its value, where there is a sentence."""
    asked = judged(STATE["text"])
    if asked is None:
        return
    with network_errors():
        trace = readings.trace_of(asked, STATE["cell"])
        unit = first_unit(STATE["unit"], STATE["cell"], trace.layers[0].hidden_size)
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, STATE["step"], unit),
            opens=lambda _: _opened(asked, trace),
            labels=trace.inputs,
            fragment=CELL,
        )


def _opened(asked: Judge, trace: Trace) -> OpenedLayer:
    from seqdemo.demos.sentiment.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, STATE["cell"]), asked, trace)
