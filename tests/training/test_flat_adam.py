"""Adam over one vector does what torch.optim.Adam does."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from seqdemo.training.flat_adam import FlatAdam

X = torch.randn(16, 7, 3, generator=torch.Generator().manual_seed(1))
Y = X.sum((1, 2))


def loss_of(model: nn.Module) -> torch.Tensor:
    hidden, _ = model.layer(X)
    return ((model.head(hidden[:, -1])[:, 0] - Y) ** 2).mean()


def network() -> nn.Module:
    torch.manual_seed(0)
    return nn.ModuleDict({"layer": nn.LSTM(3, 8, batch_first=True), "head": nn.Linear(8, 1)})


@pytest.mark.parametrize("limit", [None, 0.5])
def test_updates_are_those_of_pytorch(limit: float | None) -> None:
    mine, other = network(), network()
    flat, adam = FlatAdam(mine), torch.optim.Adam(other.parameters(), lr=0.01)
    for _ in range(30):
        loss_of(mine).backward()
        norm = flat.update(0.01, limit)
        adam.zero_grad()
        loss_of(other).backward()
        expected = nn.utils.clip_grad_norm_(other.parameters(), limit or float("inf"))
        adam.step()
        assert norm == pytest.approx(float(expected), rel=1e-4)
    for one, two in zip(mine.parameters(), other.parameters(), strict=True):
        torch.testing.assert_close(one, two, atol=1e-5, rtol=1e-4)


def test_a_state_brings_a_run_back_to_the_bit() -> None:
    model = network()
    flat = FlatAdam(model)
    for _ in range(3):
        loss_of(model).backward()
        flat.update(0.01, 1.0)
    again = FlatAdam(other := network())
    again.load(flat.state(), flat.updates)
    for one in (model, other):
        loss_of(one).backward()
    flat.update(0.02, 1.0)
    again.update(0.02, 1.0)
    assert torch.equal(flat.values, again.values)


def test_a_state_is_a_copy() -> None:
    flat = FlatAdam(network())
    kept = flat.state()
    before = copy.deepcopy(kept)
    flat.values.add_(1.0)
    assert torch.equal(kept, before)


def test_the_state_of_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not \(3, "):
        FlatAdam(network()).load(torch.zeros(3, 5), 1)
