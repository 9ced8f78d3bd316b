"""The Jacobian of a step is autograd's, and its largest singular values are NumPy's."""

import numpy as np
import pytest
import torch
from torch import nn

from seqdemo.models.see_through import see_through
from seqdemo.models.step_jacobian import (
    largest_singular_values,
    singular_values_over_time,
    step_jacobian,
)

KINDS = {
    "rnn": nn.RNN,
    "relu": lambda *sizes, **options: nn.RNN(*sizes, nonlinearity="relu", **options),
    "gru": nn.GRU,
    "lstm": nn.LSTM,
}


@pytest.mark.parametrize("bias", [True, False], ids=["biases", "no biases"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_derivative_of_a_step(kind, bias):
    torch.manual_seed(3)
    fused, x = KINDS[kind](4, 6, bias=bias), torch.randn(5, 4)
    (layer,) = see_through(fused, x)
    before = layer.previous_hidden()[3]
    state = [before, layer.previous_cell_state()[3]] if kind == "lstm" else [before]
    joined = torch.from_numpy(np.concatenate(state))

    def step(values):
        parts = tuple(part[None].contiguous() for part in values.split(6))
        _, after = fused(x[3:4], parts if kind == "lstm" else parts[0])
        return torch.cat([part[0] for part in after]) if kind == "lstm" else after[0]

    expected = torch.autograd.functional.jacobian(step, joined)
    np.testing.assert_allclose(step_jacobian(fused, 0, layer, 3), expected, atol=1e-5)


def test_the_largest_singular_values_are_those_of_the_whole_decomposition():
    matrix = np.random.default_rng(0).normal(size=(90, 90)).astype(np.float32)
    expected = np.linalg.svd(matrix, compute_uv=False)[:3]
    np.testing.assert_allclose(largest_singular_values(matrix, 3), expected, rtol=1e-3)


def test_there_is_a_row_a_step():
    fused = nn.GRU(2, 3, num_layers=2)
    layers = see_through(fused, torch.randn(6, 2))
    assert singular_values_over_time(fused, 1, layers[1], range(2, 6), 2).shape == (4, 2)
