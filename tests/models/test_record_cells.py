"""Loops of cells are recorded as the layers they are steps of."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import seqdemo

STEPS, INPUTS, UNITS = 7, 3, 5
CELLS = {
    "lstm": lambda size=INPUTS: nn.LSTMCell(size, UNITS),
    "gru": lambda size=INPUTS: nn.GRUCell(size, UNITS),
    "rnn": lambda size=INPUTS: nn.RNNCell(size, UNITS),
    "relu": lambda size=INPUTS: nn.RNNCell(size, UNITS, nonlinearity="relu", bias=False),
}
every_cell = pytest.mark.parametrize("kind", CELLS)


class Loop(nn.Module):
    """Cells of its own, stepped by hand; the input is given by name."""

    def __init__(self, *cells: nn.Module) -> None:
        super().__init__()
        self.cells = nn.ModuleList(cells)

    def forward(self, *, x: Tensor) -> Tensor:
        states: list = [None] * len(self.cells)
        for step in x:
            below = step
            for n, cell in enumerate(self.cells):
                states[n] = cell(below, states[n])
                below = states[n][0] if isinstance(states[n], tuple) else states[n]
        return below


@every_cell
@pytest.mark.parametrize("shape", [(STEPS, 2, INPUTS), (STEPS, INPUTS)], ids=["batch", "one"])
def test_a_loop_of_one_cell_is_recorded(kind, shape):
    model, x = Loop(CELLS[kind]()), torch.randn(shape)
    trace = seqdemo.record(model, x=x, labels=list("letters"))
    with torch.no_grad():
        answer = model(x=x)
    assert trace.inputs == tuple("letters")
    assert trace.layers[0].cell == ("rnn" if kind == "relu" else kind)
    expected = answer[0] if answer.dim() == 2 else answer
    np.testing.assert_allclose(trace.layers[0].hidden[-1], expected, atol=1e-6)


@every_cell
def test_several_cells_are_a_layer_each(kind):
    model, x = Loop(CELLS[kind](), CELLS[kind](UNITS)), torch.randn(STEPS, 2, INPUTS)
    with seqdemo.record(model) as recording:
        answer = model(x=x).detach()
    trace = recording.trace(of=1)
    assert len(trace.layers) == 2 and len(recording) == 2 * STEPS
    np.testing.assert_allclose(trace.layers[1].hidden[-1], answer[1], atol=1e-6)
    assert len(recording.traces(of=0)) == 1
    assert not any(cell._forward_hooks for cell in model.cells)


def test_sequences_that_begin_anew_are_told_apart():
    cell = nn.GRUCell(INPUTS, UNITS)
    with seqdemo.record(cell) as recording:
        for _ in range(2):
            state = cell(torch.randn(1, INPUTS))
            cell(torch.randn(1, INPUTS), state)
    assert [len(one) for one in recording.traces()] == [2, 2]
    with pytest.raises(ValueError, match="2 sequences"):
        recording.trace()


def test_cells_that_made_different_numbers_of_steps_are_refused():
    model = nn.ModuleDict({"a": nn.GRUCell(INPUTS, UNITS), "b": nn.GRUCell(INPUTS, UNITS)})
    with seqdemo.record(model) as recording:
        state = model["a"](torch.randn(1, INPUTS))
        model["a"](torch.randn(1, INPUTS), state)
        model["b"](torch.randn(1, INPUTS))
    with pytest.raises(ValueError, match="a 2, b 1"):
        recording.trace()


def test_a_hook_that_changes_the_answer_is_told():
    cell = nn.LSTMCell(INPUTS, UNITS)
    cell.register_forward_hook(lambda *told: "nothing")
    recording = seqdemo.record(cell)
    with recording:
        cell(torch.randn(1, INPUTS))
    with pytest.raises(ValueError, match="something else than its state"):
        recording.trace()
