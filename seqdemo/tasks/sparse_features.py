"""Sparse autoencoder of hidden states: features that are mostly off.

BatchTopK (Bussmann, Leask and Nanda, "BatchTopK Sparse Autoencoders", 2024): of all values of a
batch only the largest stay, k a state on average; afterwards one threshold says which are on.
Features that have been off for long are fitted to what is left (Gao et al., "Scaling and evaluating
sparse autoencoders", 2024), so that few are dead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqdemo.analysis.directions import SAMPLE, Directions
from seqdemo.models.gates import to_numpy

AUXILIARY = 1 / 32
"""Weight of what features that are off make of the rest."""

OFF_STEPS = 100
"""Updates without a sign of it after which a feature is fitted to the rest."""


@dataclass(frozen=True)
class SparseRecipe:
    """How features are learnt.

    Attributes:
        features: How many, K.
        active: Features that are on in a state, on average.
        updates: Updates of the weights.
        batch_size: States an update.
        learning_rate: Of Adam, falling to 0 over the last third.
        seed: Of all chance.
    """

    features: int = 512
    active: int = 24
    updates: int = 3_000
    batch_size: int = 1_024
    learning_rate: float = 1e-3
    seed: int = 0


class SparseAutoencoder(nn.Module):
    """States (N, H) to features (N, K) and back.

    Args:
        states: Some, (N, H), to begin from.
        recipe: Sizes and seed.
    """

    def __init__(self, states: Tensor, recipe: SparseRecipe) -> None:
        super().__init__()
        chance = torch.Generator().manual_seed(recipe.seed)
        size = states.shape[1]
        self.centre = nn.Parameter(states.mean(0))
        directions = torch.randn(recipe.features, size, generator=chance)
        directions = directions / directions.norm(dim=1, keepdim=True)
        self.decoder = nn.Parameter(directions)
        self.encoder = nn.Parameter(directions.clone())
        self.bias = nn.Parameter(torch.zeros(recipe.features))

    def values(self, states: Tensor) -> Tensor:
        """Features before any is left out, (N, K)."""
        return ((states - self.centre) @ self.encoder.T + self.bias).relu()

    @torch.no_grad()
    def unit_length(self) -> None:
        """Give each direction length 1: size is the feature's business."""
        self.decoder.div_(self.decoder.norm(dim=1, keepdim=True).clamp_min(1e-8))


def learn_features(
    states: Tensor, recipe: SparseRecipe, progress: Callable[[float], None] = lambda share: None
) -> Directions:
    """Learn features of states (N, H), float32.

    Args:
        states: Where.
        recipe: How.
        progress: Told the share done, 0..1.
    """
    chance = torch.Generator().manual_seed(recipe.seed)
    model = SparseAutoencoder(states[: 10 * recipe.batch_size], recipe)
    scale = float((states[: 10 * recipe.batch_size] - model.centre).detach().pow(2).mean())
    optimizer = torch.optim.Adam(model.parameters(), recipe.learning_rate)
    off, threshold = torch.zeros(recipe.features), 0.0
    for update in range(recipe.updates):
        batch = states[torch.randint(len(states), (recipe.batch_size,), generator=chance)]
        for group in optimizer.param_groups:
            left = 3 * (1 - update / recipe.updates)
            group["lr"] = recipe.learning_rate * min(1.0, left)
        loss, kept, least = _loss(model, batch, recipe.active, off > OFF_STEPS)
        optimizer.zero_grad()
        torch.autograd.backward(loss / scale)
        optimizer.step()
        model.unit_length()
        off = torch.where(kept, 0.0, off + 1)
        threshold = least if update == 0 else 0.99 * threshold + 0.01 * least
        if update % 50 == 0:
            progress(update / recipe.updates)
    found = _features(model, threshold)
    some = states[:: max(1, len(states) // SAMPLE)]
    return found.scaled(to_numpy(some))


def _loss(
    model: SparseAutoencoder, batch: Tensor, active: int, dead: Tensor
) -> tuple[Tensor, Tensor, float]:
    """Mean squared error, which features were on, and the least value that was kept."""
    values = model.values(batch)
    count = active * len(batch)
    least = float(values.detach().flatten().kthvalue(values.numel() - count + 1).values)
    kept = values * (values >= max(least, 1e-8))
    left = batch - model.centre - kept @ model.decoder
    loss = left.pow(2).mean()
    if bool(dead.any()):
        among = values * dead
        most = min(2 * active, int(dead.sum()))
        best = among.topk(most, 1)
        auxiliary = torch.zeros_like(among).scatter(1, best.indices, best.values)
        loss = loss + AUXILIARY * (left.detach() - auxiliary @ model.decoder).pow(2).mean()
    return loss, (kept > 0).any(0).detach(), least


@torch.no_grad()
def _features(model: SparseAutoencoder, threshold: float) -> Directions:
    bias = model.bias - model.encoder @ model.centre
    names = tuple(f"feature {n}" for n in range(len(bias)))
    off = torch.full_like(bias, max(threshold, 0.0))
    centre = model.centre
    parts = (to_numpy(one) for one in (model.encoder, bias, model.decoder, centre, off))
    return Directions(names, *parts)
