"""Opened cell of the selected character and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell
from seqdemo.app.page import network_errors
from seqdemo.core.character_names import with_sign
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.shakespeare.page import stage
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import NAME, STATE
from seqdemo.demos.shakespeare.query import Write
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(slot: Slot, asked: Write) -> None:
    """How the selected unit came by its value while a text was written."""
    # A fragment keeps what it is given as long as the page is open: no states of a text.
    trace, cell = slot.shown(asked).trace, asked.cell
    if trace is None:  # another text has been begun; the page is about to be drawn again
        return
    assert trace.logits is not None
    depth = stage.layer_of(len(trace.layers))
    at = stage.place_of("".join(trace.inputs), trace.logits)
    with network_errors():
        open_cell(
            STATE,
            trace.layers,
            (at, stage.unit_of(cell, trace, depth), depth),
            opens=lambda layer: _opened(cell, trace, layer),
            labels=[*map(with_sign, trace.inputs)],
            fragment=CELL,
        )


def _opened(cell: CellKind, trace: Trace, depth: int) -> OpenedLayer:
    from seqdemo.demos.shakespeare.opened import opened as open_layer  # torch: when it is needed

    return open_layer(networks.thinking(NAME, cell), trace, depth)
