"""Histories: series up to origins, transformed and scaled, as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seqdemo.demos.forecast import transform
from seqdemo.demos.forecast.features import KINDS, History
from seqdemo.demos.forecast.network import HORIZON, LENGTH, WINDOW
from seqdemo.demos.forecast.series import Series, Values

SMALLEST = 1e-3
"""Least spread of a window, in units of its size: a constant series is not blown up."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """Histories of one series and the way back to its own numbers.

    Attributes:
        history: A row for each origin.
        centre: Mean of each window, transformed, (B, 1).
        spread: Standard deviation of each window, transformed, (B, 1).
        kind: The transform.
    """

    history: History
    centre: Values
    spread: Values
    kind: transform.Kind

    def back(self, said: Tensor) -> Values:
        """Quantiles in the series' own numbers; (B, T, Q) to (B, T, Q)."""
        values = said.detach().cpu().double().numpy()
        moved = values * self.spread[..., None] + self.centre[..., None]
        return transform.backward(moved, self.kind)


def prepare(series: Series, origins: Sequence[int], kind: transform.Kind | None = None) -> Prepared:
    """Histories of a series, each of the values before an origin.

    Args:
        series: The series.
        origins: How many values are known, each at least 1.
        kind: The transform; chosen by the values before the first origin unless given.
    """
    first = min(origins)
    kind = kind or transform.choose(series.values[:first], series.season[0] or series.season[1])
    moved = transform.forward(series.values, kind)
    places = np.asarray(origins)[:, None] + np.arange(-LENGTH, 0)[None]
    there = places >= 0
    values = moved[np.maximum(places, 0)]
    centre, spread = window_scale(values, there)
    scaled = np.where(there, (values - centre) / spread, 0.0)
    rows = len(origins)
    history = History(
        torch.tensor(scaled, dtype=torch.float32),
        torch.tensor(there),
        torch.tensor(series.season).expand(rows, 2),
        _kinds(series, np.asarray(origins)),
    )
    return Prepared(history, centre, spread, kind)


def window_scale(values: Values, there: np.ndarray) -> tuple[Values, Values]:
    """Mean and standard deviation of the last WINDOW values, each (B, 1)."""
    window, known = values[:, -WINDOW:], there[:, -WINDOW:]
    count = np.maximum(known.sum(1, keepdims=True), 1)
    centre = (window * known).sum(1, keepdims=True) / count
    spread = np.sqrt((((window - centre) * known) ** 2).sum(1, keepdims=True) / count)
    least = SMALLEST * np.maximum(np.abs(centre), 1e-6)
    return centre, np.maximum(spread, least)


def _kinds(series: Series, origins: np.ndarray) -> Tensor:
    """Kinds of days, one-hot, (B, LENGTH + HORIZON, KINDS)."""
    places = origins[:, None] + np.arange(-LENGTH, HORIZON)[None]
    if series.kinds is None:
        return torch.zeros(*places.shape, KINDS)
    inside = (places >= 0) & (places < len(series.kinds))
    codes = np.where(inside, series.kinds[places.clip(0, len(series.kinds) - 1)], 0)
    return one_hot(torch.tensor(codes))


def one_hot(codes: Tensor) -> Tensor:
    """Kinds of days as one-hot vectors, (..., KINDS); 0 has none."""
    return torch.nn.functional.one_hot(codes.long(), KINDS + 1)[..., 1:].float()
