"""A sparse autoencoder finds the directions that states were made of."""

import numpy as np
import pytest
import torch

from seqdemo.analysis.feature_file import measured
from seqdemo.tasks.sparse_features import SparseRecipe, learn_features

PLANTED, UNITS, ON = 24, 16, 2


def planted(count: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Directions (24, 16), more than there are units, and states that are sums of two of them."""
    basis = torch.randn(PLANTED, UNITS, generator=torch.Generator().manual_seed(7))
    basis /= basis.norm(dim=1, keepdim=True)
    chance = torch.Generator().manual_seed(seed)
    places = torch.rand(count, PLANTED, generator=chance).argsort(1)[:, :ON]
    sizes = 0.5 + torch.rand(count, ON, generator=chance)
    values = torch.zeros(count, PLANTED).scatter(1, places, sizes)
    return basis, values @ basis


@pytest.fixture(scope="module")
def found():
    _, states = planted(8_000, 1)
    recipe = SparseRecipe(features=32, active=ON, updates=1_000, batch_size=256, learning_rate=3e-3)
    return learn_features(states, recipe)


def test_the_planted_directions_are_recovered(found):
    basis, _ = planted(1, 1)
    write = found.write / np.linalg.norm(found.write, axis=1)[:, None]
    likeness = (basis.numpy() @ write.T).max(1)
    assert (likeness > 0.9).mean() > 0.9


def test_unseen_states_are_rebuilt_by_few_features(found):
    _, states = planted(2_000, 2)
    told = measured(found, states.numpy())
    assert told["explained"] > 0.9
    assert told["active"] < 2 * ON


def test_the_same_states_give_the_same_features():
    _, states = planted(500, 3)
    recipe = SparseRecipe(features=8, active=2, updates=20, batch_size=64)
    one, other = (learn_features(states, recipe).read for _ in range(2))
    np.testing.assert_array_equal(one, other)
