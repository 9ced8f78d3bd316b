"""Synthetic series: seasons, trends, autoregression, shifts, holidays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.demos.forecast.features import KINDS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SEASONS = np.array(
    [
        *[(12, 0), (12, 0), (4, 0), (24, 0), (7, 0), (7, 364), (7, 365), (0, 365)],
        *[(0, 132), (12, 132), (24, 168), (0, 52), (0, 0), (0, 0), (0, 0), (0, 0)],
    ],
    np.int64,
)
"""Short and long season of a series, each as often as the others; drawn ones have any length."""

LONGEST_SEASON = 40
STEPS = 900


@dataclass(frozen=True, eq=False)
class Pool:
    """Series of one length.

    Attributes:
        values: (S, L).
        season: Short and long season, (S, 2); 0 is none.
        kinds: Kind of each day + 1, (S, L); 0 where it is not known.
    """

    values: Floats
    season: Ints
    kinds: npt.NDArray[np.int8]


def pool(count: int, seed: int, steps: int = STEPS) -> Pool:
    """Draw `count` series of `steps` values; the same for the same seed."""
    rng = np.random.default_rng(seed)
    season = SEASONS[rng.integers(len(SEASONS), size=count)]
    free = (season.sum(1) == 0) & (rng.random(count) < 0.5)
    season[free, 0] = rng.integers(3, LONGEST_SEASON, size=int(free.sum()))
    short = _season(rng, season[:, 0], steps, harmonics=8)
    long = _season(rng, season[:, 1], steps, harmonics=3)
    noise = _autoregression(rng, count, steps)
    trend = _trend(rng, count, steps)
    weights = np.exp(rng.normal(0, 0.8, (4, count, 1))).astype(np.float32)
    weights[2] *= rng.choice([0.1, 0.3, 1.0], (count, 1))
    weights[3] *= rng.choice([0.0, 0.5, 2.0], (count, 1))
    values = weights[0] * short + weights[1] * long + weights[2] * noise + weights[3] * trend
    values = _multiplied(rng, values)
    kinds = _holidays(rng, values, season)
    return Pool(values.astype(np.float32), season, kinds)


def _season(rng: np.random.Generator, length: Ints, steps: int, harmonics: int) -> Floats:
    """Repeating patterns of unit size whose strength drifts, (S, L); zero without a season."""
    count = len(length)
    period = np.maximum(length, 1)[:, None].astype(np.float32)
    wander = np.cumsum(rng.normal(0, 1, (count, steps)).astype(np.float32), 1)
    loose = rng.choice([0.0, 0.0, 0.004, 0.012], (count, 1)).astype(np.float32)
    turn = (np.arange(steps, dtype=np.float32)[None] / period) + loose * wander * (period > 30)
    decay = rng.uniform(0.0, 2.0, (count, 1)).astype(np.float32)
    total = np.zeros((count, steps), np.float32)
    for n in range(1, harmonics + 1):
        fits = n <= period / 2
        size = rng.normal(0, 1, (count, 1)).astype(np.float32) * n**-decay * fits
        total += size * np.sin(2 * np.pi * (n * turn + rng.random((count, 1)).astype(np.float32)))
    drift = np.exp(rng.choice([0, 0.0, 0.01, 0.03], (count, 1)) * wander / 3).astype(np.float32)
    total *= np.clip(drift, 0.2, 5)
    found = total / np.maximum(total.std(1, keepdims=True), 1e-6) * (length > 0)[:, None]
    return np.asarray(found, np.float32)


def _autoregression(rng: np.random.Generator, count: int, steps: int) -> Floats:
    """Autoregressive noise of unit size, (S, L), some of it heavy-tailed or of uneven strength."""
    roots = rng.uniform(-0.4, 0.98, (2, count)) * rng.choice([0, 1], (2, count), p=[0.35, 0.65])
    first, second = roots.sum(0), -roots.prod(0)
    shocks = rng.normal(0, 1, (steps, count))
    heavy = rng.random(count) < 0.25
    shocks[:, heavy] = rng.standard_t(3, (steps, int(heavy.sum())))
    memory = rng.choice([0, 0, -0.6, 0.4], count)
    found = np.zeros((steps, count), np.float32)
    for step in range(steps):
        found[step] = shocks[step] + (memory * shocks[step - 1] if step else 0)
        if step:
            found[step] += first * found[step - 1]
        if step > 1:
            found[step] += second * found[step - 2]
    return np.asarray((found / np.maximum(found.std(0), 1e-6)).T, np.float32)


def _trend(rng: np.random.Generator, count: int, steps: int) -> Floats:
    """Slopes that bend, random walks and shifts of level, of unit size, (S, L)."""
    walk = np.cumsum(rng.normal(0, 1, (count, steps)).astype(np.float32), 1) / 30
    slope = rng.normal(0, 2, (count, 1)).astype(np.float32)
    bend = np.cumsum(walk, 1) / steps * rng.choice([0, 3], (count, 1))
    shifts = np.cumsum(
        rng.normal(0, 1, (count, steps)) * (rng.random((count, steps)) < 2 / steps), 1
    ) * rng.choice([0, 0, 1], (count, 1))
    line = slope * np.arange(steps, dtype=np.float32) / steps
    total = line + walk * rng.choice([0, 0.3, 1], (count, 1)) + bend + shifts
    return np.asarray(total * steps / 150, np.float32)


def _multiplied(rng: np.random.Generator, values: Floats) -> Floats:
    """Some of the series as the exponential of what they were, and with a few outliers."""
    raised = rng.random(len(values)) < 0.12
    some = values[raised]
    some = some / np.maximum(some.std(1, keepdims=True), 1e-6)
    values[raised] = np.exp(np.clip(0.6 * some, -4, 4))
    odd = (rng.random(values.shape) < 0.003) & (rng.random((len(values), 1)) < 0.2)
    size = values.std(1, keepdims=True) * rng.normal(0, 4, values.shape)
    return np.asarray(values + odd * size, np.float32)


def _holidays(rng: np.random.Generator, values: Floats, season: Ints) -> npt.NDArray[np.int8]:
    """Kinds of days of the weekly series; on a holiday a day is as the Sunday before."""
    count, steps = values.shape
    kinds = np.zeros((count, steps), np.int8)
    weekly = np.flatnonzero(season[:, 0] == 7)
    for row in weekly:
        day = (np.arange(steps) + rng.integers(7)) % 7
        kinds[row] = np.where(day < 5, 1, np.where(day == 5, 2, KINDS))
        free = np.flatnonzero((rng.random(steps) < 1 / 45) & (day < 6))
        sunday = free - (day[free] + 1)
        free, sunday = free[sunday >= 0], sunday[sunday >= 0]
        share = np.float32(rng.uniform(0.5, 1.0))
        values[row, free] += share * (values[row, sunday] - values[row, free])
        kinds[row, free] = KINDS
    return kinds
