"""Training examples: windows of real series and of synthetic ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.counter_random import uniforms
from seqdemo.demos.forecast import synthetic, transform
from seqdemo.demos.forecast.histories import window_scale
from seqdemo.demos.forecast.network import HORIZON, LENGTH
from seqdemo.demos.forecast.series import Series

SYNTHETIC_SERIES = 12_000
SHARES: Mapping[str, float] = {
    "airline": 0.01,
    "sunspots": 0.06,
    "temperatures": 0.06,
    "rides": 0.07,
    "bus": 0.03,
}
"""Of all examples, those of each real series; the others are synthetic."""

FEWEST = 20
"""Values before an origin, at least."""

UNKNOWN_KINDS, WRONG_SEASON = 0.3, 0.12
"""Shares of examples whose kinds of days are hidden, and of those one of whose seasons is."""


class Windows(Dataset[tuple[Tensor, ...]]):
    """Windows of series, without end; an item is always the same.

    An item is (values (N + HORIZON,), there (N,), season (2,), kinds (N + HORIZON,)), scaled by the
    window of the N before its origin.

    Args:
        real: Training parts by name, those that are at hand; nothing of a test part.
        shares: Name -> share of the examples.
        seed: Of the synthetic series and of the order.
        synthetic_series: How many of those there are.
        size: How many items there are said to be.
    """

    def __init__(
        self,
        real: Mapping[str, Series],
        shares: Mapping[str, float] = SHARES,
        *,
        seed: int = 0,
        synthetic_series: int = SYNTHETIC_SERIES,
        size: int = 1 << 40,
    ) -> None:
        made = synthetic.pool(synthetic_series, seed) if synthetic_series else None
        parts = [_transformed(series) for series in real.values()]
        seasons = [series.season for series in real.values()]
        kinds = [_codes(series) for series in real.values()]
        if made is not None:
            parts += list(made.values)
            seasons += [tuple(season) for season in made.season.tolist()]
            kinds += list(made.kinds)
        self.lengths = np.array([len(part) for part in parts])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.values = np.concatenate(parts).astype(np.float32)
        self.kinds = np.concatenate(kinds)
        self.seasons = np.array(seasons, np.int64)
        self.bounds = np.cumsum([shares[name] for name in real])
        self.real, self.seed, self.size = len(real), seed, size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        return tuple(part[0] for part in self.batch([index]))

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, ...]:
        """A whole batch at once, stacked."""
        return self.batch(indices)

    def batch(self, indices: Sequence[int]) -> tuple[Tensor, ...]:
        """Items, stacked."""
        luck = uniforms(self.seed, np.asarray(indices, np.int64), 5)
        rows = self._rows(luck[:, 0], luck[:, 1])
        room = self.lengths[rows] - FEWEST - HORIZON
        origins = FEWEST + (luck[:, 2] * (room + 1)).astype(np.int64)
        places = origins[:, None] + np.arange(-LENGTH, HORIZON)[None]
        there = places >= 0
        found = self.starts[rows][:, None] + np.maximum(places, 0)
        values = self.values[found]
        centre, spread = window_scale(values[:, :LENGTH], there[:, :LENGTH])
        scaled = np.where(there, np.clip((values - centre) / spread, -30, 30), 0)
        codes = np.where(there & (luck[:, 3:4] >= UNKNOWN_KINDS), self.kinds[found], 0)
        season = self.seasons[rows].copy()
        hidden = luck[:, 4] < WRONG_SEASON
        season[hidden, (luck[hidden, 4] > WRONG_SEASON / 2).astype(int)] = 0
        return (
            torch.from_numpy(scaled.astype(np.float32)),
            torch.from_numpy(there[:, :LENGTH]),
            torch.from_numpy(season),
            torch.from_numpy(codes),
        )

    def _rows(self, which: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Numbers of the series that examples are of."""
        part = np.searchsorted(self.bounds, which, side="right")
        others = len(self.lengths) - self.real
        free = self.real + (place * max(others, 1)).astype(np.int64)
        named = np.minimum(part, self.real - 1)
        return np.where((part < self.real) | (others == 0), named, free)


def as_it_is(batch: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    """Collate for `DataLoader`: `Windows` gives whole batches."""
    return batch


def _transformed(series: Series) -> np.ndarray:
    kind = transform.choose(series.values, series.season[0] or series.season[1])
    moved = transform.forward(series.values, kind)
    return np.asarray((moved - moved.mean()) / max(float(moved.std()), 1e-9))


def _codes(series: Series) -> np.ndarray:
    if series.kinds is None:
        return np.zeros(len(series), np.int8)
    return series.kinds[: len(series)]
