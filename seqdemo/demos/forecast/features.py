"""Features of a forecast: lags, levels and calendar, as of one moment.

Everything is differentiable by the values, so that saliency reaches them. An index counts values of
a batch of series, (B, N), that are padded at their beginning; `now` is the last one that may be
looked at, `target` the one that is asked, both (B, T).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from seqdemo.demos.forecast.anchors import ANCHORS

KINDS = 3
"""Kinds of days: weekday, Saturday, Sunday or holiday."""

INPUTS = 1 + (len(ANCHORS) - 1) * 2 + 4 * KINDS + 2
"""Features a step: see `Look.features`; the last two are steps ahead and how much is known."""

NO_SEASON_LEVEL = 7
"""Values whose mean is the level of a series without a short season."""


@dataclass(frozen=True, eq=False)
class History:
    """A batch of series up to their origins.

    Attributes:
        values: Scaled to their windows, (B, N); 0 where there is none.
        there: Whether there is a value, (B, N), bool; false at the beginning only.
        season: Length of the short and of the long season in steps, (B, 2), long; 0 is none.
        kinds: Kind of each day, one-hot, (B, N + horizon, KINDS); all 0 where it is not known.
    """

    values: Tensor
    there: Tensor
    season: Tensor
    kinds: Tensor

    def to(self, device: torch.device) -> History:
        """The same on a device."""
        return History(
            self.values.to(device),
            self.there.to(device),
            self.season.to(device),
            self.kinds.to(device),
        )


class Look:
    """What can be said of targets by what is known now.

    Args:
        history: The series.
        now: Last index that counts, (B, T), long.
        target: Index that is asked, (B, T), long, above `now`.
        fitted: Forecast of an autoregression, (B, T), and whether there is one, (B, T).
    """

    def __init__(
        self,
        history: History,
        now: Tensor,
        target: Tensor,
        fitted: tuple[Tensor, Tensor] | None = None,
    ) -> None:
        self.history, self.now, self.target, self._fitted = history, now, target, fitted
        x = history.values
        self._sums = torch.nn.functional.pad(x.cumsum(1), (1, 0))
        self._counts = torch.nn.functional.pad(history.there.to(x.dtype).cumsum(1), (1, 0))
        self.short, self.long = history.season[:, :1], history.season[:, 1:]
        self.anchors, self.there = self._anchors()

    def features(self) -> Tensor:
        """Inputs of the network, (B, T, INPUTS - 2), in units of the window's scale."""
        last = self.anchors[..., :1]
        apart = (self.anchors[..., 1:] - last) * self.there[..., 1:]
        known = self.there[..., 1:].to(last.dtype)
        days = [self._kind(at) for at in (self.target, self.now, *self._before())]
        return torch.cat([last, torch.asinh(4 * apart), known, *days], -1)

    def _before(self) -> tuple[Tensor, Tensor]:
        """One short and one long season before the targets."""
        return self._back(self.target, self.short), self._back(self.target, self.long)

    def _back(self, at: Tensor, season: Tensor, more: int = 0) -> Tensor:
        """The latest index by now that is whole seasons before `at`; -1 without a season."""
        length = season.clamp(min=1)
        ahead = (self.target - self.now + length - 1) // length + more
        return torch.where(season > 0, at - ahead * length, -1)

    def _at(self, index: Tensor) -> tuple[Tensor, Tensor]:
        """Values at indices, and whether there are any."""
        inside = index.clamp(min=0)
        there = (index >= 0) & self.history.there.gather(1, inside)
        return self.history.values.gather(1, inside), there

    def _mean(self, first: Tensor, end: Tensor) -> tuple[Tensor, Tensor]:
        """Means of values `first` to before `end`, and whether there are any."""
        top = self._sums.shape[1] - 1
        low, high = first.clamp(0, top), end.clamp(0, top)
        count = self._counts.gather(1, high) - self._counts.gather(1, low)
        total = self._sums.gather(1, high) - self._sums.gather(1, low)
        return total / count.clamp(min=1), (count > 0) & (end > 0)

    def _level(self, at: Tensor) -> tuple[Tensor, Tensor]:
        """Mean of the short season that ends at `at`."""
        length = torch.where(self.short > 0, self.short, NO_SEASON_LEVEL)
        return self._mean(at + 1 - length, at + 1)

    def _year(self, at: Tensor) -> tuple[Tensor, Tensor]:
        """Mean around the same place in the two long seasons before; by day without a short one."""
        wide = torch.where(self.short > 0, 0, self.long // 24)
        found = []
        for more in (0, 1):
            middle = self._back(at, self.long, more)
            first = torch.where(self.long > 0, middle - wide, -1)
            found.append(self._mean(first, torch.where(self.long > 0, middle + wide + 1, 0)))
        (one, has_one), (two, has_two) = found
        count = has_one.to(one.dtype) + has_two.to(one.dtype)
        total = one * has_one + two * has_two
        return total / count.clamp(min=1), count > 0

    def _kind(self, at: Tensor) -> Tensor:
        """Kind of the days at indices, (B, T, KINDS)."""
        index = at.clamp(min=0)[..., None].expand(-1, -1, KINDS)
        return self.history.kinds.gather(1, index) * (at >= 0)[..., None]

    def _like_day(self) -> tuple[Tensor, Tensor]:
        """The latest value by now on a day of the target's kind."""
        kinds, there = self.history.kinds, self.history.there
        size = there.shape[1]
        places = torch.arange(size, device=kinds.device)[None, :, None]
        was = (kinds[:, :size] > 0) & there[..., None]
        latest = torch.where(was, places, -1).cummax(1).values
        index = self.now[..., None].expand(-1, -1, KINDS)
        asked = self._kind(self.target)
        found = torch.where(asked > 0, latest.gather(1, index), -1).amax(-1)
        return self._at(found)

    def _anchors(self) -> tuple[Tensor, Tensor]:
        """Plain forecasts and whether they can be made, each (B, T, len(ANCHORS))."""
        last = self._at(self.now)
        season, older = (self._at(self._back(self.target, self.short, n)) for n in (0, 1))
        before = self._back(self.now, self.short)
        then, level, level_then = self._at(before), self._level(self.now), self._level(before)
        year, today = self._year(self.target), self._year(self.now)
        far, far_level = (
            self._at(self._back(self.target, self.long)),
            self._level(self._back(self.now, self.long)),
        )
        two = (season[0] + older[0]) / 2, season[1] & older[1]
        found = [
            last,
            season,
            two,
            _sum(season, last, then),
            _sum(season, level, level_then),
            level,
            year,
            _sum(year, last, today),
            _sum(far, level, far_level),
            self._like_day(),
            self._fitted or (last[0], torch.zeros_like(last[1])),
        ]
        values = torch.stack([value for value, _ in found], -1)
        there = torch.stack([known for _, known in found], -1)
        return torch.where(there, values, values[..., :1]), there


def _sum(
    base: tuple[Tensor, Tensor], now: tuple[Tensor, Tensor], then: tuple[Tensor, Tensor]
) -> tuple[Tensor, Tensor]:
    """`base` and what has changed from `then` to `now`; there if all three are."""
    return base[0] + now[0] - then[0], base[1] & now[1] & then[1]
