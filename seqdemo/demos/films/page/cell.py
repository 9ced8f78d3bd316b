"""Opened cell of the selected frame and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.films.page import state
from seqdemo.demos.films.page.stage import unit_of
from seqdemo.demos.films.page.state import NAME, STATE
from seqdemo.views.unit_order import liveliest
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
        last, step, unit = len(trace) - 1, STATE["step"], unit_of(trace)
        open_cell(
            STATE,
            trace.layers,
            (
                last if step is None else min(step, last),
                liveliest(trace.layers[0]) if unit is None else unit,
                0,
            ),
            opens=lambda _: _opened(trace),
            labels=[f"frame {place}" for place in range(1, len(trace) + 1)],
            fragment=CELL,
        )


def _opened(trace: Trace) -> OpenedLayer:
    from seqdemo.demos.films.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, "gru"), trace)
