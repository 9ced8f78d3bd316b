"""Histogram of the numbers a class gave, with the network's."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from seqdemo.demos.room.answers import latest
from seqdemo.lessons.lesson import Question
from seqdemo.rooms.records import Vote
from seqdemo.views.significant import significant

MOST_WHOLE = 24
"""Whole numbers that have a column each; a wider range has columns of several."""

HIGHEST = 1e12
"""Numbers beyond it count as it: their differences would not be numbers any more."""

MOST_COLUMNS, MOST_TICKS = 12, 7


@dataclass(frozen=True)
class Axis:
    """Columns of equal width, side by side.

    Attributes:
        low: Left end of the first column.
        width: Of a column.
        columns: How many there are.
        whole: Whether a column is one whole number, which stands in its middle.
    """

    low: float
    width: float
    columns: int
    whole: bool

    def column(self, value: float) -> int | None:
        """Column of a value, from 0; None beside the axis. The right end is of the last column."""
        place = self.place(value)
        return min(int(place * self.columns), self.columns - 1) if 0 <= place <= 1 else None

    def place(self, value: float) -> float:
        """Where a value stands: 0 at the left end of the axis, 1 at the right end."""
        # Ten decimals, so that 0.3 = 3 * 0.1 begins the column that it is the end of.
        return round((value - self.low) / (self.width * self.columns), 10)

    def ticks(self) -> list[tuple[float, str]]:
        """Places and numbers to write below the axis, few enough to be read."""
        every = math.ceil((self.columns + 1) / MOST_TICKS)
        shift = 0.5 if self.whole else 0.0
        last = self.columns if self.whole else self.columns + 1
        values = [self.low + (n + shift) * self.width for n in range(0, last, every)]
        return [(self.place(value), significant(value)) for value in values]


def histogram(
    question: Question,
    votes: Sequence[Vote],
    rounds: Sequence[int],
    found: Mapping[str, Any] | None,
) -> dict[str, Any] | None:
    """Columns of the board for a number or a place in a picture; None of other questions.

    Args:
        question: Of the lesson.
        votes: All answers to it.
        rounds: Votes whose counts may be seen.
        found: What the network says, if that may be seen, from `found_out`.

    Returns:
        `columns`: counts in each vote, by column; `ticks`: place (0 to 1) and number; `beyond`: how
        many answers of the last vote lie beside the axis; `network`: place, words and the two ends
        of what counts as right, or None; `unit`.
    """
    given = {n: _numbers(latest(votes, n)) for n in rounds}
    everything = [value for values in given.values() for value in values]
    if question.kind not in ("number", "spot") or not everything:
        return None
    truth = (found or {}).get("value")
    axis = axis_of(everything, truth, percent=question.unit == "%")
    counts = {n: [axis.column(value) for value in values] for n, values in given.items()}
    shown = [n for n in rounds if given[n]]
    return {
        "columns": [[counts[n].count(at) for n in shown] for at in range(axis.columns)],
        "ticks": axis.ticks(),
        "beyond": counts[shown[-1]].count(None),
        "network": None if truth is None else _mark(axis, truth, question),
        "unit": question.unit,
    }


def axis_of(values: Sequence[float], truth: float | None, *, percent: bool) -> Axis:
    """The axis of a class's numbers; a few that lie far off do not make it narrow for the others.

    Args:
        values: At least one.
        truth: A number that is always on it.
        percent: Whether it goes from 0 to 100 if all are between them.
    """
    reach = _reach(values)
    middle = median(values)
    near = [value for value in values if abs(value - middle) <= reach]
    near += [] if truth is None else [truth]
    low, high = min(near), max(near)
    if percent and low >= 0 and high <= 100:
        return Axis(0, 10, 10, whole=False)
    if high - low <= MOST_WHOLE and all(value.is_integer() for value in map(float, near)):
        return _whole(low, high)
    width = _round_width((high - low or abs(high)) / (MOST_COLUMNS - 2))
    low = math.floor(low / width + 1e-9) * width
    return Axis(low, width, max(1, math.ceil((high - low) / width - 1e-9)), whole=False)


def _whole(low: float, high: float) -> Axis:
    """A column a whole number, with one free at each side; counts do not go below 0."""
    low -= low != 0
    return Axis(low - 0.5, 1, int(high + 1 - low) + 1, whole=True)


def _reach(values: Sequence[float]) -> float:
    """How far from the median a value is not far off: four times what the middle half spans."""
    spans = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [0.0, 0.0, 0.0]
    return 4 * (max(spans[2] - spans[0], abs(median(values)) / 2) or 1.0)


def _round_width(width: float) -> float:
    """1, 2 or 5 times a power of ten, at least a width."""
    power = 10.0 ** math.floor(math.log10(width))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= width * (1 - 1e-9))


def _mark(axis: Axis, truth: float, question: Question) -> dict[str, Any]:
    ends = [axis.place(truth + side * question.within) for side in (-1, 1)]
    return {
        "place": axis.place(truth),
        "words": significant(truth),
        "right": [min(max(end, 0.0), 1.0) for end in ends],
    }


def _numbers(votes: Sequence[Vote]) -> list[float]:
    """Answers as numbers; a place that a page names otherwise is none."""
    found = []
    for vote in votes:
        try:
            value = float(vote.answer)
        except ValueError:
            continue
        found.append(round(min(max(value, -HIGHEST), HIGHEST), 12))
    return found
