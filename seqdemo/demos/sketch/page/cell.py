"""Opened cell of the selected step and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.sketch.page.state import NAME, STATE
from seqdemo.demos.sketch.query import Draw
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(asked: Draw, trace: Trace) -> None:
    """How the selected unit of the decoder came by its value."""
    with network_errors():
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, looked_at(asked, trace), STATE["unit"]),
            opens=lambda _: _opened(asked),
            labels=trace.inputs,
            fragment=CELL,
        )


def looked_at(asked: Draw, trace: Trace) -> int:
    """The selected step; else the last one of the visitor's own."""
    step = STATE["look"]
    own = sum(len(line.places) for line in asked.sketch)
    return min(own if step is None else step, len(trace) - 1)


def _opened(asked: Draw) -> OpenedLayer:
    from seqdemo.demos.sketch.opened import opened as open_layer  # torch: when it is needed

    trace = networks.trace(NAME, asked.network, asked, repr(asked))
    return open_layer(networks.thinking(NAME, asked.network), asked, trace)
