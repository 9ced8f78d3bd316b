"""Visitor's own series: pasted text, an uploaded table, a drawn line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from seqdemo.demos.forecast.cells import Cells, UnreadableError, cells, number, set_in_threes
from seqdemo.demos.forecast.dates import on_grid, read_dates
from seqdemo.demos.forecast.seasons import find_season
from seqdemo.demos.forecast.series import Dates, Series, Values

LEAST = 8
"""Values that a series of a visitor has at least."""

LONGEST = 20_000
"""Values that are kept, the latest."""

NUMERIC = 0.5
"""Share of a column's cells that must be numbers."""


@dataclass(frozen=True)
class Found:
    """What was read of a text.

    Attributes:
        series: The chosen column.
        columns: Names of all columns of numbers.
    """

    series: Series
    columns: tuple[str, ...]


def decoded(content: bytes) -> str:
    """Text of an uploaded file: UTF-8, UTF-16 with a mark, or Latin-1."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def read_series(text: str, column: str = "", title: str = "Your series") -> Found:
    """Read a series from a text.

    Args:
        text: Numbers, or a table: its first column may hold dates, its first row names.
        column: Name of the column to take; the first of numbers if there is no such.
        title: What the series is called.

    Raises:
        UnreadableError: If there is none in it; the message says why.
    """
    table = cells(text)
    dates = read_dates(table.column(0)) if len(table.names) > 1 else None
    places = _number_columns(table, skip=dates is not None)
    if not places:
        raise UnreadableError(_few(table))
    names = [table.names[place] for place in places]
    chosen = places[names.index(column)] if column in names else places[0]
    series = _series(table, chosen, dates, title if len(names) == 1 else table.names[chosen])
    return Found(series, tuple(names))


def drawn_series(heights: tuple[int, ...]) -> Series:
    """Series of a drawn line, a value a step.

    Raises:
        UnreadableError: If it is too short.
    """
    if len(heights) < LEAST:
        raise UnreadableError("Draw a longer line.")
    values = np.asarray(heights, np.float64)
    return Series(
        "drawn", "Your drawing", "height", values, season=find_season(values), source="Drawn."
    )


def _number_columns(table: Cells, *, skip: bool) -> list[int]:
    """Places of the columns of numbers; a column that only counts rows is not one."""
    found = []
    for place in range(1 if skip else 0, len(table.names)):
        values = table.numbers(place)
        known = [value for value in values if value is not None]
        if known and len(known) >= NUMERIC * len(values):
            found.append(place)
    if len(found) > 1 and found[0] == 0 and _counts(table.numbers(0)):
        found = found[1:]
    return found


def _few(table: Cells) -> str:
    """Why no column is one of numbers."""
    columns = [table.numbers(place) for place in range(len(table.names))]
    most = max(columns, key=lambda values: sum(value is not None for value in values))
    count = sum(value is not None for value in most)
    if not count:
        return "There are no numbers to read here. The largest that is taken is a 1 with 15 zeros."
    return (
        f"No column is one of numbers: {count:,} of {len(most):,} rows hold a number where most "
        "do, and at least half of them must."
    )


def _counts(values: list[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return len(known) > 2 and all(b - a == 1 for a, b in pairwise(known))


def _series(table: Cells, place: int, dates: Dates | None, title: str) -> Series:
    values = np.array(
        [np.nan if value is None else value for value in table.numbers(place)], np.float64
    )
    known = np.isfinite(values)
    if known.sum() < LEAST:
        count = int(known.sum())
        raise UnreadableError(
            f"A forecast takes at least {LEAST} numbers; there {'is' if count == 1 else 'are'} "
            f"{count} here."
        )
    notes = _taken_for(table, place)
    step, grid = "", on_grid(dates, values) if dates is not None else None
    if grid is not None:
        values, when, step = grid.values, grid.dates, grid.step
        notes += grid.notes
    else:
        when = None
        if dates is not None:
            notes.append("The dates have no even step: the rows count in their order.")
        values = _without_gaps(values, known, notes)
    values, when = _latest(values, when, notes)
    season = find_season(values, step)
    return Series("mine", title, "", values, when, season, source="Yours.", note=" ".join(notes))


def _taken_for(table: Cells, place: int) -> list[str]:
    """What could have been read in another way, in words."""
    notes = []
    if place > 0 and _counts(table.numbers(0)):
        notes.append("The first column only counts the rows.")
    threes = next((one for one in table.column(place) if "," in one and set_in_threes(one)), None)
    if threes is not None and not table.comma:
        notes.append(f"“{threes}” is read as {number(threes, comma=False):.15g}.")
    return notes


def _without_gaps(values: Values, known: np.ndarray, notes: list[str]) -> Values:
    """Values with what is no number filled in along straight lines; none before or after."""
    first, last = np.flatnonzero(known)[[0, -1]]
    inside, there = values[first : last + 1], known[first : last + 1]
    missing = int((~there).sum())
    if missing:
        notes.append(f"{_rows(missing)} no number: filled in along a straight line.")
    if outside := len(values) - len(inside):
        notes.append(f"{_rows(outside)} no number, before or after all others: left out.")
    places = np.arange(len(inside))
    return np.asarray(np.interp(places, places[there], inside[there]))


def _rows(count: int) -> str:
    return f"{count:,} {'row is' if count == 1 else 'rows are'}"


def _latest(values: Values, dates: Dates | None, notes: list[str]) -> tuple[Values, Dates | None]:
    if len(values) <= LONGEST:
        return values, dates
    notes.append(f"Of {len(values):,} values, the latest {LONGEST:,} are kept.")
    return values[-LONGEST:], None if dates is None else dates[-LONGEST:]
