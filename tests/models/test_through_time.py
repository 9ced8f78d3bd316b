"""Gradients walked back by hand equal those of autograd, and of finite differences."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor, nn

from seqdemo.models.see_through import see_through
from seqdemo.models.through_time import through_time

STEPS, INPUTS, UNITS = 7, 3, 4
KINDS = {
    "rnn": nn.RNN,
    "relu": lambda *sizes, **options: nn.RNN(*sizes, nonlinearity="relu", **options),
    "gru": nn.GRU,
    "lstm": nn.LSTM,
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(3)


def network(kind: str, **options: object) -> nn.RNNBase:
    made: nn.RNNBase = KINDS[kind](INPUTS, UNITS, batch_first=True, **options)
    with torch.no_grad():
        for weight in made.parameters():
            weight.normal_(std=0.6)
    return made


def by_hand(made: nn.RNNBase, x: Tensor, top: Tensor, **options: object):
    return through_time(made, see_through(made, x), top.numpy(), **options)


def states_step_by_step(made: nn.RNNBase, x: Tensor) -> list[list[Tensor]]:
    """The hidden states of every layer as nodes of autograd's graph."""
    lstm, state = isinstance(made, nn.LSTM), None
    rows: list[list[Tensor]] = []
    for now in x:
        _, state = made(now[None, None], state)
        parts = [part.unbind(0) for part in (state if lstm else (state,))]
        for hidden in parts[0]:
            hidden.retain_grad()
        rows.append(list(parts[0]))
        joined = tuple(torch.stack(part) for part in parts)
        state = joined if lstm else joined[0]
    return rows


@every_kind
@pytest.mark.parametrize("num_layers", [1, 2])
@pytest.mark.parametrize("bias", [True, False], ids=["biases", "no biases"])
def test_the_gradient_of_every_input_equals_autograds(
    kind: str, num_layers: int, bias: bool
) -> None:
    made = network(kind, num_layers=num_layers, bias=bias)
    x, top = torch.randn(STEPS, INPUTS, requires_grad=True), torch.randn(STEPS, UNITS)
    (made(x[None])[0][0] * top).sum().backward()
    found = by_hand(made, x.detach(), top)
    assert_allclose(found.inputs, x.grad, atol=1e-5)


@every_kind
def test_the_gradient_of_every_state_equals_autograds(kind: str) -> None:
    made = network(kind, num_layers=1)
    x, top = torch.randn(STEPS, INPUTS), torch.zeros(STEPS, UNITS)
    top[-1] = torch.randn(UNITS)
    rows = states_step_by_step(made, x)
    (rows[-1][0][0] * top[-1]).sum().backward()
    found = by_hand(made, x, top)
    for step, row in enumerate(rows):
        assert_allclose(found.hidden[0][step], row[0].grad[0], atol=1e-5)


@every_kind
def test_the_gradient_of_the_inputs_equals_finite_differences(kind: str) -> None:
    made = network(kind, num_layers=2).double()
    x, top = torch.randn(STEPS, INPUTS, dtype=torch.double), torch.randn(STEPS, UNITS)
    found, nudge = by_hand(made, x, top).inputs, 1e-6
    for step, feature in np.ndindex(STEPS, INPUTS):
        ends = []
        for sign in (1, -1):
            moved = x.clone()
            moved[step, feature] += sign * nudge
            with torch.no_grad():
                ends.append(float((made(moved[None])[0][0] * top).sum()))
        assert found[step, feature] == pytest.approx((ends[0] - ends[1]) / 2 / nudge, abs=1e-4)


@pytest.mark.parametrize("kind", ["rnn", "gru", "lstm"])
def test_the_window_cuts_and_changes_nothing_within(kind: str) -> None:
    made, x, top = (
        network(kind, num_layers=2),
        torch.randn(STEPS, INPUTS),
        torch.zeros(STEPS, UNITS),
    )
    top[4] = 1
    whole, cut = by_hand(made, x, top), by_hand(made, x, top, window=3)
    for all_of_it, part in zip(
        (*whole.hidden, whole.inputs), (*cut.hidden, cut.inputs), strict=True
    ):
        assert_allclose(part[2:], all_of_it[2:], atol=1e-7)
        assert not part[:2].any() and all_of_it[:2].any()
        assert not all_of_it[5:].any()


def test_a_shut_forget_gate_lets_nothing_through_the_memory() -> None:
    made = network("lstm")
    with torch.no_grad():
        made.weight_hh_l0.zero_()
        made.weight_ih_l0[UNITS : 2 * UNITS] = 0
        made.bias_ih_l0[UNITS : 2 * UNITS] = -100
        made.bias_hh_l0[UNITS : 2 * UNITS] = 0
    top = torch.zeros(STEPS, UNITS)
    top[-1] = 1
    found = by_hand(made, torch.randn(STEPS, INPUTS), top)
    assert np.abs(found.inputs[-1]).max() > 0 and not found.inputs[:-1].any()


def test_what_cannot_be_walked_back_is_refused() -> None:
    both = nn.GRU(INPUTS, UNITS, bidirectional=True)
    layers = see_through(both, torch.randn(STEPS, INPUTS))
    with pytest.raises(ValueError, match="reads forward"):
        through_time(both, layers, np.zeros((STEPS, UNITS), np.float32))
    one = network("gru")
    with pytest.raises(ValueError, match="top has shape"):
        by_hand(one, torch.randn(STEPS, INPUTS), torch.zeros(STEPS, 9))


@pytest.mark.parametrize("num_layers", [1, 2])
def test_the_gradient_of_every_cell_state_equals_autograds(num_layers: int) -> None:
    made, x = network("lstm", num_layers=num_layers), torch.randn(STEPS, INPUTS)
    top = torch.randn(STEPS, UNITS)
    rows, below = [], list(x)
    for depth in range(num_layers):
        w_ih, w_hh, b_ih, b_hh = made.all_weights[depth]
        hidden, cell, cells = torch.zeros(UNITS), torch.zeros(UNITS), []
        for step, now in enumerate(below):
            i, f, g, o = (w_ih @ now + b_ih + w_hh @ hidden + b_hh).chunk(4)
            cell = f.sigmoid() * cell + i.sigmoid() * g.tanh()
            cell.retain_grad()
            below[step] = hidden = o.sigmoid() * cell.tanh()
            cells.append(cell)
        rows.append(cells)
    (torch.stack(below) * top).sum().backward()
    found = by_hand(made, x, top)
    for mine, cells in zip(found.cells, rows, strict=True):
        theirs = torch.stack([cell.grad for cell in cells]).numpy()
        assert_allclose(mine, theirs, rtol=2e-4, atol=2e-6)


def test_networks_without_a_cell_state_have_no_gradient_of_one() -> None:
    found = by_hand(network("gru"), torch.randn(STEPS, INPUTS), torch.randn(STEPS, UNITS))
    assert found.cells == ()
