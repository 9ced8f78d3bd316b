"""Two checkpoints on one input: units in pairs, and CKA."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from seqdemo.analysis.alignment import Alignment, aligned, linear_cka
from seqdemo.app.budget import within_budget
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.explorer.page.source import Explored

LEAST = 3
"""Steps that both must have: fewer say nothing of two units."""

TURNED = ("hidden", "cell_state", "candidate")
"""Arrays of which a unit that is turned changes its sign."""


def comparable(explored: Explored, other: Trace) -> bool:
    """Whether another network has read the same, so that its layer can be held against this."""
    steps = min(len(explored.trace), len(other))
    return (
        explored.directions is None
        and explored.depth < len(other.layers)
        and steps >= LEAST
        and explored.trace.inputs[:steps] == other.inputs[:steps]
    )


def words(explored: Explored, other: Trace) -> str:
    """How alike both layers are, as the end of a sentence."""
    one, two = _both(explored, other)
    said = f". Linear CKA of the two layers: {linear_cka(one.hidden, two.hidden):.2f}"
    if one.hidden.shape == two.hidden.shape:
        pairs = _pairs(explored, other)
        said += f"; units in pairs correlate {pairs.correlation.mean():.2f} on average"
    return said


def paired(explored: Explored, other: Trace) -> Trace:
    """The other trace with the units of the chosen layer in the places of their partners."""
    one, two = _both(explored, other)
    if one.hidden.shape != two.hidden.shape:
        return other
    layer, pairs = other.layers[explored.depth], _pairs(explored, other)
    found = LayerTrace(
        layer.cell,
        pairs.of(layer.hidden),
        None if layer.cell_state is None else pairs.of(layer.cell_state),
        {
            name: pairs.of(values) if name in TURNED else values[:, pairs.units]
            for name, values in layer.gates.items()
        },
        direction=layer.direction,
        nonlinearity=layer.nonlinearity,
    )
    layers = list(other.layers)
    layers[explored.depth] = found
    return replace(other, layers=tuple(layers))


def _both(explored: Explored, other: Trace) -> tuple[LayerTrace, LayerTrace]:
    """Both layers over the steps that both have."""
    steps = slice(0, min(len(explored.trace), len(other)))
    return explored.layer[steps], other.layers[explored.depth][steps]


def _pairs(explored: Explored, other: Trace) -> Alignment:
    return _found(explored.digest, id(other), explored, other)


@within_budget
@st.cache_resource(max_entries=8, show_spinner="Pairing units…")
def _found(digest: str, other: int, _explored: Explored, _other: Trace) -> Alignment:
    one, two = _both(_explored, _other)
    return aligned(one.hidden, two.hidden)
