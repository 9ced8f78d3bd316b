"""Opened cells: their sums are the gates that the network had, with its own weights and inputs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sayings import network as shipped

from seqdemo.analysis.cell_sums import OpenedLayer, cell_sums
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import LayerTrace

Opened = tuple[LayerTrace, OpenedLayer]


def mood(network: str) -> Opened:
    from seqdemo.demos.sentiment.opened import opened
    from seqdemo.demos.sentiment.query import Judge
    from seqdemo.demos.sentiment.task import TASK

    model, asked = shipped(TASK.name, network), Judge("The film was not good, but zxqv was.")
    trace = TASK.trace(model, asked)
    return trace.layers[0], opened(model, asked, trace)


def next_word(text: str) -> Opened:
    from seqdemo.demos.next_word.opened import opened
    from seqdemo.demos.next_word.query import Words
    from seqdemo.demos.next_word.task import TASK
    from seqdemo.demos.next_word.words import tokens_of

    model = shipped(TASK.name, "keyboard")
    trace = TASK.trace(model, Words(text))
    return trace.layers[0], opened(model, TASK.known(model), tokens_of(text), trace)


def sketch(network: str) -> Opened:
    from seqdemo.demos.sketch.examples import first_query
    from seqdemo.demos.sketch.opened import opened
    from seqdemo.demos.sketch.query import Draw
    from seqdemo.demos.sketch.task import TASK

    model = shipped(TASK.name, network)
    asked = Draw(first_query().sketch, network, category=7, steps=12)
    trace = TASK.trace(model, asked)
    return trace.layers[0], opened(model, asked, trace)


def forecast(network: str) -> Opened:
    from seqdemo.demos.forecast.examples import first_ask
    from seqdemo.demos.forecast.opened import READ, opened
    from seqdemo.demos.forecast.task import TASK

    model, asked = shipped(TASK.name, network), first_ask()
    trace = TASK.trace(model, asked)
    found = opened(model, asked, trace)
    assert len(READ) == found.inputs.shape[1]
    return trace.layers[0], found


def translation(network: str, depth: int) -> Opened:
    from seqdemo.demos.translation.examples import EXAMPLE
    from seqdemo.demos.translation.opened import opened
    from seqdemo.demos.translation.task import TASK

    model = shipped(TASK.name, network)
    trace = TASK.trace(model, EXAMPLE)
    pieces = tuple(TASK.card("attention")["pieces"])
    return trace.layers[depth], opened(model, pieces, trace, depth)


def caption(network: str) -> Opened:
    import torch

    from seqdemo.demos.captioner.description import read
    from seqdemo.demos.captioner.opened import opened
    from seqdemo.demos.captioner.regions import REGIONS
    from seqdemo.demos.captioner.task import TASK

    model = shipped(TASK.name, network)
    known = TASK.known(model)
    regions = torch.rand((REGIONS, 1280), generator=torch.Generator().manual_seed(0))
    trace = read(model, known, regions, ("a", "dog", "runs"))
    return trace.layers[0], opened(model.decoder, known, regions, trace)


def shakespeare(network: str, depth: int) -> Opened:
    from seqdemo.demos.shakespeare.opened import opened
    from seqdemo.demos.shakespeare.query import Write
    from seqdemo.demos.shakespeare.task import TASK

    model = shipped(TASK.name, network)
    trace = TASK.trace(model, Write("KING:\n", 20, network, Sampling(seed=3)))
    return trace.layers[depth], opened(model, trace, depth)


def film() -> Opened:
    from seqdemo.demos.films.examples import ready
    from seqdemo.demos.films.opened import opened
    from seqdemo.demos.films.query import Watch
    from seqdemo.demos.films.task import TASK

    model = shipped(TASK.name, "gru")
    trace = TASK.trace(model, Watch(ready("grows")))
    return trace.layers[0], opened(model, trace)


def stack(network: str, depth: int) -> Opened:
    from seqdemo.demos.shapes.opened import opened
    from seqdemo.demos.shapes.query import Read
    from seqdemo.demos.shapes.task import TASK

    model = shipped(TASK.name, network)
    trace = TASK.trace(model, Read("The king is"))
    return trace.layers[depth], opened(model, trace, depth)


CASES: dict[str, tuple[Callable[[], Opened], float]] = {
    "mood, LSTM": (lambda: mood("lstm"), 1e-5),
    "mood, GRU": (lambda: mood("gru"), 1e-5),
    "next word": (lambda: next_word("I like to have a cup of"), 1e-5),
    "next word, a long text": (lambda: next_word("one two " * 700), 1e-5),
    "sketch": (lambda: sketch("aaron_sheep"), 1e-3),
    "sketch, told what to draw": (lambda: sketch("quickdraw_mini"), 1e-3),
    "forecast, RNN": (lambda: forecast("rnn"), 1e-5),
    "forecast, GRU": (lambda: forecast("gru"), 1e-5),
    "translator, below": (lambda: translation("attention", 0), 1e-5),
    "translator, top": (lambda: translation("attention", 1), 1e-4),
    "translator without attention, top": (lambda: translation("plain", 1), 1e-4),
    "film": (film, 1e-5),
    "stack of one": (lambda: stack("one", 0), 1e-5),
    "stack of three, top": (lambda: stack("three", 2), 1e-5),
    "captioner with attention": (lambda: caption("attention"), 1e-5),
    "captioner without attention": (lambda: caption("plain"), 1e-5),
    # A state is rounded to 1/8192 before its product, which is what is left here.
    "writer, LSTM, below": (lambda: shakespeare("lstm", 0), 2e-3),
    "writer, LSTM, top": (lambda: shakespeare("lstm", 1), 2e-3),
    "writer, GRU, top": (lambda: shakespeare("gru", 1), 2e-3),
    "writer, RNN, below": (lambda: shakespeare("rnn", 0), 2e-3),
}
"""What is opened, and how far its sums may be off."""


@pytest.mark.parametrize("case", CASES)
def test_the_sums_are_the_gates_that_the_network_had(case: str) -> None:
    opens, close = CASES[case]
    layer, opened = opens()
    assert len(opened.inputs) == len(layer.hidden)
    before, rng = layer.previous_hidden(), np.random.default_rng(1)
    for step in {0, 1, len(layer.hidden) - 1}:
        for unit in rng.integers(0, layer.hidden_size, 8).tolist():
            found = cell_sums(layer.cell, opened.weights, opened.inputs[step], before[step], unit)
            for gate in found:
                shown = layer.hidden if gate.gate == "hidden" else layer.gates[gate.gate]
                assert gate.value == pytest.approx(float(shown[step, unit]), abs=close)
            parts = [part for gate in found for part in gate.parts if part.source == "x"]
            assert all(opened.name(part.index) for part in parts)
