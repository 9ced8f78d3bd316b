"""Opened cell of the decoder's selected step and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.translation.page import answers
from seqdemo.demos.translation.page.answers import NAME
from seqdemo.demos.translation.page.state import STATE
from seqdemo.demos.translation.pieces import shown
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(trace: Trace, step: int) -> None:
    """How the selected unit came by its value at a step."""
    with network_errors():
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, step, STATE["unit"], STATE["layer"]),
            opens=lambda number: _opened(trace, number),
            labels=[*map(shown, trace.inputs)],
            fragment=CELL,
        )


def _opened(trace: Trace, depth: int) -> OpenedLayer:
    from seqdemo.demos.translation.opened import opened as open_layer  # torch: when needed

    model = networks.thinking(NAME, STATE["network"])
    return open_layer(model, answers.pieces(), trace, depth)
