"""Opened cell of the selected step, unit and layer of a stack."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.character_names import with_sign
from seqdemo.core.trace import Trace
from seqdemo.demos.shapes.page.stacks import text_read, trace_of
from seqdemo.demos.shapes.page.state import NAME, STATE
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened() -> None:
    """How the selected unit came by its value, where there is a text."""
    text = text_read()
    if not text or STATE.hides("depth"):
        return
    with network_errors():
        trace = trace_of(STATE["stack"], text)
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, STATE["step"], STATE["unit"], STATE["layer"]),
            opens=lambda depth: _opened(trace, depth),
            labels=[*map(with_sign, trace.inputs)],
            fragment=CELL,
        )


def _opened(trace: Trace, depth: int) -> OpenedLayer:
    from seqdemo.demos.shapes.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, STATE["stack"]), trace, depth)
