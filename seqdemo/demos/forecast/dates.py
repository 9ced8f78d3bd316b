"""Dates of a table: read them, find their step, make an even grid."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqdemo.demos.forecast.series import Dates, Values

SHARE = 0.8
"""Of the cells of a column of dates that must be dates."""

MOST_FILLED = 0.5
"""Share of an even grid that may be missing: beyond it, rows are taken in their order."""

SECONDS = {"h": 3_600, "D": 86_400, "W": 604_800}


@dataclass(frozen=True, eq=False)
class Grid:
    """Values on an even grid.

    Attributes:
        dates: (N,)
        values: (N,)
        step: "h", "D", "W", "M", "Q", "Y", or "" for another one.
        notes: What was done, in sentences.
    """

    dates: Dates
    values: Values
    step: str
    notes: tuple[str, ...]


def read_dates(cells: Sequence[str]) -> Dates | None:
    """Dates of a column, NaT where a cell is none; None if it is no column of dates."""
    import pandas as pd

    if sum(not cell.replace(".", "", 1).isdigit() or _year(cell) for cell in cells) < SHARE * len(
        cells
    ):
        return None  # plain numbers
    day_first = any("." in cell for cell in cells[:50]) or _day_first(cells)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = pd.to_datetime(
            pd.Series(list(cells)), errors="coerce", format="mixed", dayfirst=day_first, utc=True
        )
    dates = found.dt.tz_localize(None).to_numpy("datetime64[s]")
    return dates if (~np.isnat(dates)).mean() >= SHARE else None


def on_grid(dates: Dates, values: Values) -> Grid | None:
    """Sort values by date, keep the last of each date and fill gaps along straight lines.

    Args:
        dates: (N,), NaT where there is none.
        values: (N,), NaN where there is none.

    Returns:
        None if the dates have no even step.
    """
    there = ~np.isnat(dates) & np.isfinite(values)
    order = np.argsort(dates[there], kind="stable")
    when, what = dates[there][order], values[there][order]
    last = np.append(when[1:] != when[:-1], True)
    twice = int((~last).sum())
    when, what = when[last], what[last]
    if len(when) < 3:
        return None
    step, places = _places(when)
    if places is None:
        return None
    size = int(places[-1]) + 1
    if len(places) < (1 - MOST_FILLED) * size or (np.diff(places) == 0).any():
        return None
    filled = np.interp(np.arange(size), places, what)
    notes = []
    if twice:
        notes.append(f"{_times(twice, 'date')} stood twice: the last one counts.")
    if size > len(places):
        missing = size - len(places)
        notes.append(f"{_times(missing, 'missing value')} filled in along a straight line.")
    return Grid(_dates(when[0], step, size, when), filled, step, tuple(notes))


def _places(when: Dates) -> tuple[str, np.ndarray | None]:
    """Step of sorted dates, and the number of each on the grid."""
    seconds = (when - when[0]).astype(np.int64)
    usual = float(np.median(np.diff(seconds)))
    days = usual / SECONDS["D"]
    months = when.astype("datetime64[M]").astype(np.int64)
    months = months - months[0]
    for step, low, high, each in (("M", 28, 31, 1), ("Q", 89, 92, 3), ("Y", 365, 366, 12)):
        if low <= days <= high:
            return step, np.rint(months / each).astype(np.int64)
    if usual <= 0:
        return "", None
    step = next((name for name, length in SECONDS.items() if usual == length), "")
    return step, np.rint(seconds / usual).astype(np.int64)


def _dates(first: np.datetime64, step: str, size: int, when: Dates) -> Dates:
    """Dates of a grid."""
    if step in ("M", "Q", "Y"):
        each = {"M": 1, "Q": 3, "Y": 12}[step]
        months = first.astype("datetime64[M]") + each * np.arange(size)
        return np.asarray(months.astype("datetime64[Y]") if step == "Y" else months)
    usual = int(np.median(np.diff((when - when[0]).astype(np.int64))))
    grid = first + usual * np.arange(size).astype("timedelta64[s]")
    return np.asarray(grid.astype("datetime64[D]" if step in ("D", "W") else "datetime64[m]"))


def _year(cell: str) -> bool:
    return len(cell) == 4 and cell.isdigit() and 1500 <= int(cell) <= 2200


def _day_first(cells: Sequence[str]) -> bool:
    """Whether 13/02/2020 or the like stands in a column with slashes."""
    firsts = [cell.split("/")[0] for cell in cells[:2000] if cell.count("/") == 2]
    return any(first.isdigit() and 12 < int(first) <= 31 for first in firsts)


def _times(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
