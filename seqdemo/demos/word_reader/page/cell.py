"""Opened cell of the step and the unit that are selected."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import LayerWeights, OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import open_cell, place_in
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.page import state
from seqdemo.demos.word_reader.page.state import NAME, STATE
from seqdemo.demos.word_reader.query import ReadWord


def opened(asked: ReadWord, trace: Trace, fragment: str) -> None:
    """How the selected unit came by its value."""
    strip = state.drawing()
    open_cell(
        STATE,
        trace.layers,
        place_in(trace.layers, strip.step, strip.unit),
        opens=lambda _: _opened(asked.cell, trace),
        labels=[letter for letter, _ in reading.letters(trace)],
        fragment=fragment,
    )


def _opened(cell: CellKind, trace: Trace) -> OpenedLayer:
    from seqdemo.models.layer_weights import layer_weights  # torch: not before it is needed

    weights = layer_weights(networks.thinking(NAME, cell).recurrent.fused)
    return OpenedLayer(LayerWeights(*weights), trace.extras["features"])
