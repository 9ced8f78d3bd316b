"""Opened cell of the selected frame and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.films.page import state
from seqdemo.demos.films.page.state import NAME, STATE
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened() -> None:
    """How the selected unit came by its value; the network without memory has no such cell."""
    network = STATE["watcher"]
    if network != "gru":
        return
    with network_errors():
        trace = state.trace_of(network, state.in_order())
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, STATE["step"], STATE["unit"]),
            opens=lambda _: _opened(trace),
            labels=[f"frame {place}" for place in range(1, len(trace) + 1)],
            fragment=CELL,
        )


def _opened(trace: Trace) -> OpenedLayer:
    from seqdemo.demos.films.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, "gru"), trace)
