"""Autoregressions of a batch of histories, by ridge regression."""

from __future__ import annotations

import torch
from torch import Tensor

from seqdemo.demos.forecast.features import History

ORDER = 24
"""Lags."""

RIDGE = 1e-3
"""Of the penalty on weights, in units of a row's variance."""

LEAST_ROWS = 2 * ORDER
"""Rows of lags and what followed that must be known, or there is no forecast."""


def autoregressed(history: History, horizon: int) -> tuple[Tensor, Tensor]:
    """Forecasts of the next steps, (B, horizon), and whether there are any, (B, horizon).

    Fitted to everything that is known, in float64. Gradients reach the values that it goes on
    from, not the weights.
    """
    values = history.values.double()
    with torch.no_grad():
        weights, enough = _fit(values, history.there)
    rows = values[:, -ORDER:]
    for _ in range(horizon):
        following = weights[:, 0] + (rows[:, -ORDER:] * weights[:, 1:]).sum(1)
        rows = torch.cat([rows, following.clamp(-30, 30)[:, None]], 1)
    said = rows[:, ORDER:].to(history.values.dtype)
    return said, enough[:, None].expand_as(said)


def _fit(values: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
    """Constant and weights, farthest lag first, (B, ORDER + 1); whether there was enough, (B,)."""
    windows = values.unfold(1, ORDER + 1, 1)
    known = there.unfold(1, ORDER + 1, 1).all(-1)
    constant = torch.ones_like(windows[..., :1])
    rows = torch.cat([constant, windows[..., :-1]], -1) * known[..., None]
    square = rows.mT @ rows
    wanted = rows.mT @ windows[..., -1:]
    count = known.sum(1)
    penalty = RIDGE * torch.eye(ORDER + 1, dtype=values.dtype, device=values.device)
    found = torch.linalg.solve(square + penalty, wanted)[..., 0]
    return found, count >= LEAST_ROWS
