"""Gradient at birth: how much of dL/dh is left k steps back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.exercises import lesson
from seqdemo.demos.lab.network import Memory, newborn
from seqdemo.demos.lab.settings import Settings

COUNT = 64
"""Sequences over which norms are averaged; the first batch that the race will practise on."""


def birth_gradients(settings: Settings) -> dict[CellKind, list[float]]:
    """Gradient norms of every network of a race before its first update, see `gradients_back`."""
    task = lesson(settings)
    draw = torch.Generator().manual_seed(settings.seed)
    x, answers = task.batch(COUNT, settings.lag, False, draw)
    found: dict[CellKind, list[float]] = {}
    for cell in settings.networks:
        model = newborn(settings, cell, task.input_size, task.output_size)
        found[cell] = gradients_back(model, x, lambda said: task.loss(said, answers))
    return found


def gradients_back(model: Memory, x: Tensor, loss: Callable[[Tensor], Tensor]) -> list[float]:
    """Norms of dL/d(state) k steps before the last, divided by that at the last, k = 0 to T-1.

    The state is h_t, of an LSTM h_t and c_t together; norms are averaged over the batch.

    Args:
        model: The network.
        x: Inputs, (B, T, I).
        loss: Of outputs (B, O).
    """
    states: list[tuple[Tensor, ...]] = []
    state = None
    for step in range(x.shape[1]):
        _, state = model.recurrent(x[:, step : step + 1], state)
        states.append(state if isinstance(state, tuple) else (state,))
    flat = [part for parts in states for part in parts]
    found = torch.autograd.grad(loss(model.head(states[-1][0][0])), flat, allow_unused=True)
    size = len(states[0])
    norms = [_norm(found[at : at + size]) for at in range(0, len(found), size)]
    return [norm / max(norms[-1], 1e-30) for norm in reversed(norms)]


def _norm(parts: Sequence[Tensor | None]) -> float:
    """Mean over the batch of the norm of a state's gradient, its parts each (1, B, H)."""
    squares = [part[0].square().sum(1) for part in parts if part is not None]
    return float(sum(squares, torch.zeros(())).sqrt().mean())
