"""Opened cell of the selected step, unit and layer of a stack."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.shapes.page.stacks import shown, text_read, trace_of
from seqdemo.demos.shapes.page.state import NAME, STATE
from seqdemo.views.unit_order import liveliest
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
            _place(trace),
            opens=lambda depth: _opened(trace, depth),
            labels=[*map(shown, trace.inputs)],
            fragment=CELL,
        )


def _place(trace: Trace) -> tuple[int, int, int]:
    """Step, unit and layer that are selected, or those that the picture begins with."""
    last, top = len(trace) - 1, len(trace.layers) - 1
    step, unit = STATE["step"], STATE["unit"]
    depth = top if STATE["layer"] is None else min(STATE["layer"], top)
    layer = trace.layers[depth]
    return (
        last if step is None else min(step, last),
        liveliest(layer) if unit is None or unit >= layer.hidden_size else unit,
        depth,
    )


def _opened(trace: Trace, depth: int) -> OpenedLayer:
    from seqdemo.demos.shapes.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, STATE["stack"]), trace, depth)
