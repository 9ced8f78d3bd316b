"""What is explored: a network over an input, or a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import streamlit as st

from seqdemo.analysis.directions import Directions
from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.app.input_controls import input_controls
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.explorer.page import files, state
from seqdemo.demos.explorer.page.hints import FILE
from seqdemo.demos.explorer.page.state import STATE
from seqdemo.tasks.live import live_networks
from seqdemo.tasks.protocols import Explorable
from seqdemo.tasks.registry import explorables

PLURALS = {"unit": "units", "axis": "axes", "probe": "probes", "feature": "features"}
TEMPERATURE = 0.8
"""Of all that is written on this page."""


@dataclass(frozen=True, eq=False)
class Explored:
    """A trace and where it comes from.

    Attributes:
        source: The demo, or "file".
        network: Which network; of a file, its cell.
        given: What was read, in one string; names the input.
        trace: Every step.
        depth: The chosen record among the trace's layers, from 0.
        joined: Whether labels are characters.
        side: The demo's side of the explorer; None for a file.
        basis: Whether rows are "units" or what kind of direction.
        noun: A row in words.
        directions: The directions, in place of units.
    """

    source: str
    network: str
    given: str
    trace: Trace
    depth: int
    joined: bool
    side: Explorable | None = None
    basis: str = "units"
    noun: str = "unit"
    directions: Directions | None = None

    @cached_property
    def layer(self) -> LayerTrace:
        """The chosen layer; directions stand in place of units where they were chosen."""
        return self.seen(self.trace)

    def seen(self, trace: Trace) -> LayerTrace:
        """The chosen layer of another trace, in the same directions."""
        layer = trace.layers[self.depth]
        if self.directions is None:
            return layer
        return LayerTrace("rnn", self.directions.values(layer.hidden), direction=layer.direction)

    def called(self, number: int) -> str:
        """A unit or direction in words."""
        if self.basis == "probes" and self.directions is not None:
            return self.directions.names[number]
        return f"{self.noun} {number}"

    @property
    def step(self) -> str:
        """What is read at a step, in words."""
        return self.side.step if self.side else "letter" if self.joined else "step"

    @property
    def digest(self) -> str:
        """Names input, network and layer."""
        # Labels alone do not tell files apart, nor a network from what it was before.
        changing = self.side is None or self.source in live_networks()
        file = _hash_of(self.trace) if changing else ""
        rows = () if self.basis == "units" else (self.basis,)
        parts = (self.source, self.network, self.given, self.depth, len(self.trace), file, *rows)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    @property
    def title(self) -> str:
        """Network and layer in words."""
        layers, layer, own = len(self.trace.layers), self.layer, self.trace.layers[self.depth]
        kind = "RNN with relu" if own.nonlinearity == "relu" else own.cell.upper()
        if self.side and self.side.networks[self.network].lower() != own.cell:
            kind += f" {self.side.networks[self.network]}"
        where = "" if layers == 1 else f", layer {self.depth + 1} of {layers}"
        way = ", right to left" if layer.direction == "backward" else ""
        return f"{kind}{where}{way}, {layer.hidden_size} {PLURALS[self.noun]}"

    def spelled(self, labels: Sequence[str]) -> str:
        """Labels as one line of text."""
        return ("" if self.joined else " ").join(labels).replace("\n", "⏎")


def are_characters(labels: Sequence[str]) -> bool:
    """Whether labels are letters of one text, and not words, or steps that are but numbered."""
    numbered = list(labels) == [str(step) for step in range(1, len(labels) + 1)]
    return all(len(label) == 1 for label in labels) and not numbered


_HASHES: WeakKeyDictionary[Trace, str] = WeakKeyDictionary()


def _hash_of(trace: Trace) -> str:
    """Hash of all arrays; taken once, as they may be large."""
    if trace not in _HASHES:
        found = hashlib.sha256()
        for name, values in trace.arrays():
            found.update(name.encode() + np.ascontiguousarray(values).tobytes())
        _HASHES[trace] = found.hexdigest()
    return _HASHES[trace]


def explored() -> Explored | None:
    """What the controls ask for; None if there is nothing yet, and then the page says so."""
    source, side = STATE["source"], state.side()
    if side is None:
        return _of_file()
    given = input_controls(source).given(state.input_state(source))
    if not given:
        return None
    network = STATE["network"]
    trace = trace_of(source, network, given)
    depth = min(int(STATE["layer"]), len(trace.layers)) - 1
    return Explored(source, network, given, trace, depth, side.joined, side)


def _of_file() -> Explored | None:
    trace = files.file_trace()
    if trace is None:
        return None
    joined = are_characters(trace.inputs)
    depth = min(int(STATE["layer"]), len(trace.layers)) - 1
    return Explored(FILE, trace.layers[0].cell, "".join(trace.inputs)[:4000], trace, depth, joined)


def trace_of(source: str, network: str, given: str) -> Trace:
    """A network reading an input; from a finished trace, without torch, where one ships."""
    path = explorables()[source].shipped(network, given)
    return networks.example_file(path) if path else _read(source, network, given)


@within_budget
@st.cache_resource(max_entries=24, show_spinner=False)
def _read(source: str, network: str, given: str) -> Trace:
    """Few are kept: the trace of a long text can take 100 MB."""
    return explorables()[source].read(networks.thinking(source, network), given)


def typed(explored: Explored, text: str) -> str:
    """An input that was typed beside the first; "" if nothing of it can be read."""
    if explored.side is None:
        return ""
    return input_controls(explored.source).typed(state.input_state(explored.source), text)


def other_trace(explored: Explored) -> Trace | None:
    """The same network reading the other input that was typed; None if there is none."""
    given = typed(explored, str(STATE["other"]))
    return trace_of(explored.source, explored.network, given) if given else None


def trace_by(explored: Explored, network: str) -> Trace:
    """The same input, read by another network of the same demo."""
    return trace_of(explored.source, network, given_by(explored, network))


def given_by(explored: Explored, network: str) -> str:
    """The same input, for another network of the same demo."""
    if explored.side is None or network == explored.network:
        return explored.given
    return explored.side.exactly(explored.given, explored.trace)


def sampling(explored: Explored) -> Sampling:
    """How a text is written on: with the luck the visitor chose."""
    seed = input_controls(explored.source).seed(state.input_state(explored.source))
    return Sampling(temperature=TEMPERATURE, seed=seed)
