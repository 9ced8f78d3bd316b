"""Opened cell of the selected word and unit."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import cell_fragment, open_cell, place_in
from seqdemo.app.page import network_errors
from seqdemo.core.trace import Trace
from seqdemo.demos.captioner.page import answers, state
from seqdemo.demos.captioner.page.answers import NAME
from seqdemo.demos.captioner.page.caption_unroll.payload import hardest
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.query import Network
from seqdemo.web.reruns import fragment

CELL = cell_fragment(STATE)


@fragment(CELL)
def opened(photo: PreparedPhoto) -> None:
    """How the selected unit of the first network shown came by its value."""
    network = state.shown_networks()[0]
    with network_errors():
        found = answers.answer(photo, state.query(photo, network), STATE["said"])
        trace, at = found.trace, STATE["at"]
        open_cell(
            STATE,
            trace.layers,
            place_in(trace.layers, hardest(trace) if at is None else at, STATE["unit"]),
            opens=lambda _: _opened(photo, network, trace),
            labels=["start", *trace.inputs[1:]],
            fragment=CELL,
        )


def _opened(photo: PreparedPhoto, network: Network, trace: Trace) -> OpenedLayer:
    from seqdemo.demos.captioner.description import look  # torch: when it is needed
    from seqdemo.demos.captioner.opened import opened as open_layer
    from seqdemo.demos.captioner.photo import open_photo
    from seqdemo.demos.captioner.task import TASK

    model = networks.thinking(NAME, network)
    regions = look(model, open_photo(photo.seen))
    return open_layer(model.decoder, TASK.known(model), regions, trace)
