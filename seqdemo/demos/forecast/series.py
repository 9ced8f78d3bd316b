"""Series: values with dates, seasons and, where known, kinds of days."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Dates = npt.NDArray[np.datetime64]

WEEKDAY, SATURDAY, SUNDAY = 1, 2, 3
"""Kinds of days; a holiday is a Sunday. 0 is not known."""

MIN_LENGTH = 4
"""Values that a forecast takes."""


@dataclass(frozen=True, eq=False)
class Series:
    """One series, evenly spaced, without gaps.

    Attributes:
        name: In links and files.
        title: For visitors.
        unit: What a value counts, in words.
        values: (N,), finite.
        dates: Of each value, (N,), or None where there are none.
        season: Steps of the short season and of the long one; 0 is none.
        test: Index where the part begins that no network was trained on; N if there is none.
        lag: Steps of the seasonal naive rival, and of MASE's scale; 0 is the season's.
        kinds: Kind of each day and of those after the end that are known, (N + more,).
        source: Where it is from, in words.
        note: What a visitor should know of how it was read, in words.
    """

    name: str
    title: str
    unit: str
    values: Values
    dates: Dates | None = None
    season: tuple[int, int] = (0, 0)
    test: int | None = None
    lag: int = 0
    kinds: npt.NDArray[np.int8] | None = None
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.values.ndim != 1 or len(self.values) < MIN_LENGTH:
            raise ValueError(f"a series has at least {MIN_LENGTH} values")
        if not np.isfinite(self.values).all():
            raise ValueError("every value of a series is a finite number")

    def __len__(self) -> int:
        return len(self.values)

    @property
    def naive_lag(self) -> int:
        """Steps of the seasonal naive rival; 1 without a season."""
        return self.lag or self.season[0] or self.season[1] or 1

    @property
    def test_start(self) -> int:
        """Index where the test part begins; the last fifth where nothing else is said."""
        return len(self) - max(1, len(self) // 5) if self.test is None else self.test

    def until(self, end: int) -> Series:
        """The series as it was known before index `end`."""
        dates = None if self.dates is None else self.dates[:end]
        return replace(self, values=self.values[:end], dates=dates)

    def with_season(self, season: tuple[int, int]) -> Series:
        """The same with other seasons."""
        return replace(self, season=season)

    def without_kinds(self) -> Series:
        """The same for one who does not know which days are holidays."""
        return replace(self, kinds=None)

    def label(self, at: int) -> str:
        """Date of a value, or its number from 1; also of values after the end."""
        if self.dates is None:
            return str(at + 1)
        if at < len(self):
            return str(self.dates[at])
        step = self.dates[-1] - self.dates[-2]
        return str(self.dates[-1] + step * (at - len(self) + 1))

    def named(self, at: int) -> str:
        """The same in a sentence: the number of a value is none of the series."""
        return self.label(at) if self.dates is not None else f"value {self.label(at)}"
