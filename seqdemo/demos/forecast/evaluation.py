"""Measure networks and rivals by rolling origin on the test parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from seqdemo.core.datasets import at_hand
from seqdemo.demos.forecast.backtest import CASES, Forecast, backtest
from seqdemo.demos.forecast.dataset import DATASET
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import rides, shipped

Table = dict[str, dict[str, dict[str, float]]]
"""Series -> "h=1" and the like -> measure -> value."""

DIGITS: Mapping[str, int] = {"mae": 3, "mase": 3, "smape": 2, "coverage80": 3}


def series_at_hand(data: Path | None) -> dict[str, Series]:
    """The series that can be measured: those that ship, and the rides where they are at hand."""
    folder = data or at_hand(DATASET)
    return {**shipped(), **({"rides": rides(folder)} if folder else {})}


def measured(forecast: Forecast, data: Path | None, one_step: Forecast | None = None) -> Table:
    """Errors on the test part of every series and horizon.

    Args:
        forecast: Of a network or a rival.
        data: Folder with the rides, if they are at hand.
        one_step: A network's one-step mode, measured as "h=1 one-step" beside it.
    """
    known, found = series_at_hand(data), Table()
    for case in CASES:
        series = known.get(case.series)
        if series is None:
            continue
        rows = found.setdefault(case.series, {})
        asked = {f"h={case.horizon}": forecast}
        if one_step is not None and case.horizon == 1:
            asked["h=1 one-step"] = one_step
        for name, method in asked.items():
            start, end = series.test_start, len(series)
            errors = backtest(method, series, start, end, case.horizon, case.stride)
            rows[name] = {key: round(value, DIGITS[key]) for key, value in errors.items()}
    return found
