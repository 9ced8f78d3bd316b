"""Opened cell of the step and the unit that are selected."""

from __future__ import annotations

from seqdemo.analysis.cell_sums import LayerWeights, OpenedLayer
from seqdemo.app import networks
from seqdemo.app.open_cell import open_cell
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.page import state
from seqdemo.demos.word_reader.page.state import NAME, STATE
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.views.unit_order import liveliest


def opened(asked: ReadWord, trace: Trace, fragment: str) -> None:
    """How the selected unit came by its value."""
    layer, strip = trace.layers[-1], state.drawing()
    last = len(trace) - 1
    step = last if strip.step is None else min(strip.step, last)
    unit = strip.unit if strip.unit is not None and strip.unit < layer.hidden_size else None
    open_cell(
        STATE,
        trace.layers,
        (step, liveliest(layer) if unit is None else unit, 0),
        opens=lambda _: _opened(asked.cell, trace),
        labels=[letter for letter, _ in reading.letters(trace)],
        fragment=fragment,
    )


def _opened(cell: CellKind, trace: Trace) -> OpenedLayer:
    from seqdemo.models.layer_weights import layer_weights  # torch: not before it is needed

    weights = layer_weights(networks.thinking(NAME, cell).recurrent.fused)
    return OpenedLayer(LayerWeights(*weights), trace.extras["features"])
