"""What the glossary says of gates, states and scores is so of PyTorch's cells, as they are used."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from sayings import Sayings, each, holds_where_it_is_said

from seqdemo.core.intervention import Freeze, Intervention
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import LayerTrace
from seqdemo.models.stepper import State, Stepper

STEPS = 6


def inputs() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(STEPS, 3)).astype(np.float32)


def cell(kind: type[torch.nn.RNNBase]) -> torch.nn.RNNBase:
    """Of weights that are the same whatever else draws random numbers meanwhile."""
    made, drawn = kind(3, 5, batch_first=True), torch.Generator().manual_seed(3)
    for weights in made.parameters():
        torch.nn.init.uniform_(weights, -(5**-0.5), 5**-0.5, generator=drawn)
    return made


def read(kind: type[torch.nn.RNNBase], *changes: Intervention) -> LayerTrace:
    stack = Stepper(cell(kind), changes)
    for x in inputs():
        stack.step(x)
    return stack.trace()[0]


def frozen(gate: str, value: float) -> Freeze:
    return Freeze(0, gate, 2, value)


def an_lstm_hands_on_two_states() -> bool:
    """Without the one or the other of the two, what follows is another."""
    network = cell(torch.nn.LSTM)
    with torch.inference_mode():
        whole, _ = network(torch.from_numpy(inputs()))
    ends = []
    for keep_hidden, keep_cell in ((1, 1), (0, 1), (1, 0)):
        stack = Stepper(network)
        for x in inputs()[:3]:
            stack.step(x)
        state = stack.state()
        assert state.cell_state is not None
        begin = State(state.hidden * keep_hidden, state.cell_state * keep_cell)
        rest = Stepper(network, begin=(begin, 3))
        ends.append([rest.step(x) for x in inputs()[3:]][-1])
    same = [np.allclose(one, whole[-1].numpy(), atol=1e-5) for one in ends]
    return same == [True, False, False]


def an_update_gate_at_one_keeps() -> bool:
    kept, replaced = (read(torch.nn.GRU, frozen("update", value)) for value in (1.0, 0.0))
    return np.allclose(kept.hidden[2:], kept.hidden[1]) and np.allclose(
        replaced.hidden[2:], replaced.gates["candidate"][2:]
    )


def a_reset_gate_at_zero_looks_at_nothing() -> bool:
    """The candidate is then the same whatever the old state was."""
    shut = read(torch.nn.GRU, frozen("reset", 0.0))
    other = read(torch.nn.GRU, frozen("reset", 0.0), frozen("update", 0.3))
    free = read(torch.nn.GRU, frozen("update", 0.3))
    candidate = shut.gates["candidate"][3:]
    return np.allclose(candidate, other.gates["candidate"][3:], atol=1e-6) and not np.allclose(
        free.gates["candidate"][3:], candidate, atol=1e-2
    )


def a_forget_gate_at_zero_erases_and_at_one_keeps() -> bool:
    layers = [read(torch.nn.LSTM, frozen("forget", value)) for value in (0.0, 1.0)]
    new = [one.gates["input"] * one.gates["candidate"] for one in layers]
    erased, kept = (one.cell_state for one in layers)
    assert erased is not None and kept is not None
    return np.allclose(erased[2:], new[0][2:], atol=1e-6) and np.allclose(
        np.diff(kept, axis=0)[1:], new[1][2:], atol=1e-6
    )


def an_input_gate_at_zero_adds_nothing() -> bool:
    """What is left passes on as the forget gate says, and with that open unchanged."""
    still = read(torch.nn.LSTM, frozen("input", 0.0), frozen("forget", 1.0)).cell_state
    assert still is not None
    return np.allclose(still[2:], still[1])


def an_output_gate_at_zero_shows_nothing() -> bool:
    layer = read(torch.nn.LSTM, frozen("output", 0.0))
    assert layer.cell_state is not None
    return np.allclose(layer.hidden[2:], 0) and bool(np.abs(layer.cell_state[2:]).max() > 0.05)


def low_temperatures_favour_the_likely() -> bool:
    logits = np.array([2.0, 1.0, 0.0], np.float32)
    likeliest, least = (
        [Sampling(temperature=t).probabilities(logits)[n] for t in (0.5, 1.0, 2.0)] for n in (0, 2)
    )
    return likeliest == sorted(likeliest, reverse=True) and least == sorted(least)


SAYINGS: Sayings = (
    ("an LSTM hands on its cell state as well", an_lstm_hands_on_two_states),
    ("How much of a GRU's old state is kept", an_update_gate_at_one_keeps),
    ("How much of the old state a GRU looks at when", a_reset_gate_at_zero_looks_at_nothing),
    ("near 1 it remembers, near 0 it forgets", a_forget_gate_at_zero_erases_and_at_one_keeps),
    ("otherwise it passes on unchanged", an_input_gate_at_zero_adds_nothing),
    ("is shown to the rest of the network at this step", an_output_gate_at_zero_shows_nothing),
    ("below 1 the likely becomes likelier", low_temperatures_favour_the_likely),
)


@each(SAYINGS)
def test_what_the_glossary_says_is_so(words: str, holds: Callable[[], bool]) -> None:
    holds_where_it_is_said("web/glossary", words, holds)
