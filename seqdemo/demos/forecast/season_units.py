"""Units that follow the season, over states at many moments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.demos.forecast.series import Series

MOMENTS = 240
"""Moments at most, over the last SEASONS seasons."""

SEASONS = 4
HARMONICS = 2


@dataclass(frozen=True, eq=False)
class SeasonUnit:
    """The unit that follows a season best.

    Attributes:
        unit: Its number.
        share: Of the change of its state that repeats every season, 0 to 1.
        season: Steps of the season.
        moments: Number of values read before each state, (M,).
        states: Its hidden state then, (M,).
        repeated: The part of it that repeats, (M,).
    """

    unit: int
    share: float
    season: int
    moments: tuple[int, ...]
    states: FloatArray
    repeated: FloatArray


def moments(origin: int, season: int) -> tuple[int, ...]:
    """Moments at which states are looked at: evenly over the last seasons, none twice."""
    first = max(8, origin - SEASONS * season)
    return tuple(dict.fromkeys(np.linspace(first, origin, MOMENTS).round().astype(int).tolist()))


def season_unit(states: FloatArray, at: tuple[int, ...], season: int) -> SeasonUnit:
    """The unit whose states repeat best.

    Args:
        states: Hidden states after reading up to each moment, (M, H).
        at: The moments, (M,).
        season: Steps of the season.
    """
    waves = _waves(np.asarray(at), season)
    weights = np.linalg.lstsq(waves, states, rcond=None)[0]
    repeated = waves @ weights
    spread = states.var(0)
    left = (states - repeated).var(0)
    share = np.where(spread > 1e-6, 1 - left / np.maximum(spread, 1e-6), 0.0)
    best = int((share * (spread > 0.1 * spread.max())).argmax())
    return SeasonUnit(
        best,
        float(share[best]),
        season,
        at,
        states[:, best],
        np.asarray(repeated[:, best], np.float32),
    )


def season_of(series: Series) -> int:
    """The season that is looked for: the short one, else the long one, else 0."""
    return series.season[0] or series.season[1]


def _waves(at: np.ndarray, season: int) -> FloatArray:
    turn = 2 * np.pi * at[:, None] * np.arange(1, HARMONICS + 1) / season
    waves = [np.ones((len(at), 1)), np.sin(turn), np.cos(turn)]
    return np.concatenate(waves, 1).astype(np.float32)
