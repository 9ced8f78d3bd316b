"""Backtest by rolling origin: MAE, MASE, sMAPE and coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seqdemo.demos.forecast.series import Series, Values

Forecast = Callable[[Series, Sequence[int], int], Values]
"""Series, origins, horizon -> low, middle and high of an 80 % band, (B, horizon, 3).

It may look only at values before each origin.
"""


@dataclass(frozen=True)
class Case:
    """One row of the comparison.

    Attributes:
        series: Its name.
        horizon: Steps ahead; errors are means over all of them.
        stride: Steps from one origin to the next.
    """

    series: str
    horizon: int
    stride: int = 1

    @property
    def name(self) -> str:
        """Such as "airline h=12"."""
        return f"{self.series} h={self.horizon}"


CASES = (
    Case("airline", 1),
    Case("airline", 12),
    Case("sunspots", 1),
    Case("sunspots", 12, 12),
    Case("temperatures", 1),
    Case("temperatures", 7, 7),
    Case("rides", 1),
    Case("rides", 14, 7),
)


def origins(start: int, end: int, horizon: int, stride: int) -> range:
    """Origins whose whole horizon lies between `start` and `end`."""
    return range(start, end - horizon + 1, stride)


def truths(series: Series, at: Sequence[int], horizon: int) -> Values:
    """What came, (B, horizon)."""
    return series.values[np.asarray(at)[:, None] + np.arange(horizon)]


def backtest(
    forecast: Forecast, series: Series, start: int, end: int, horizon: int, stride: int
) -> dict[str, float]:
    """Errors of a forecast over all origins; see `measures`."""
    at = origins(start, end, horizon, stride)
    said = forecast(series, at, horizon)
    return measures(said, truths(series, at, horizon), scale(series, start))


def measures(said: Values, truth: Values, unit: float) -> dict[str, float]:
    """MAE in the series' unit, MASE, sMAPE in percent and the share inside the 80 % band.

    Args:
        said: (B, horizon, 3).
        truth: (B, horizon).
        unit: MASE's scale; see `scale`.
    """
    low, middle, high = np.moveaxis(said, -1, 0)
    off = np.abs(middle - truth)
    size = np.abs(middle) + np.abs(truth)
    parts = np.divide(2 * off, size, out=np.zeros_like(off), where=size > 0)
    return {
        "mae": float(off.mean()),
        "mase": float(off.mean() / unit) if unit else float("nan"),
        "smape": float(100 * parts.mean()),
        "coverage80": float(((truth >= low) & (truth <= high)).mean()),
    }


def scale(series: Series, start: int) -> float:
    """Mean error of the seasonal naive forecast before `start` (Hyndman and Koehler, 2006)."""
    known = series.values[:start]
    lag = min(mase_lag(series), len(known) - 1)
    return float(np.abs(known[lag:] - known[:-lag]).mean())


def mase_lag(series: Series) -> int:
    """Values back of the plain forecast whose error is MASE's scale."""
    return MASE_LAGS.get(series.name, series.naive_lag)


MASE_LAGS: Mapping[str, int] = {"temperatures": 1}
"""Where MASE's scale has another lag than the seasonal naive rival, as is usual for them."""
