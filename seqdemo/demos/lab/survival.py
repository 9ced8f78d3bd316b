"""Survival curve of a memory: share of right answers by lag."""

from __future__ import annotations

import torch
from torch import Tensor

from seqdemo.demos.lab.exercises import Batch, lesson
from seqdemo.demos.lab.network import Memory
from seqdemo.demos.lab.settings import Settings, lags

TESTED = 256
"""Sequences a lag; the same ones at every update, so that a curve moves only with the weights."""

TEST_SEED = 2**40
"""No update of a run has this seed."""


class Survival:
    """Tests networks of a race on sequences that are drawn once.

    The tests of all lags begin alike, so that each begins where the one before it has left off.

    Args:
        settings: Of the race.
    """

    def __init__(self, settings: Settings) -> None:
        self.lags = lags(settings)
        self._lesson = lesson(settings)
        draw = torch.Generator().manual_seed(TEST_SEED)
        self._x, self._answers = self._lesson.batch(TESTED, self.lags[-1], False, draw)

    def test(self, lag: int) -> Batch:
        """The sequences of one lag: the same beginnings, and the same endings."""
        return torch.cat([self._x[:, : self._middle(lag)], self._ending], 1), self._answers

    @property
    def _ending(self) -> Tensor:
        """What stands at the end whatever the lag, (B, ending, I); nothing of a drawn letter."""
        return self._x[:, self._x.shape[1] - self._lesson.ending :]

    def _middle(self, lag: int) -> int:
        """Steps before the ending."""
        return lag + 2 - self._lesson.ending if self._lesson.ending else lag

    @torch.inference_mode()
    def __call__(self, model: Memory) -> list[float]:
        """Share of right answers at each of `lags`."""
        state, at, found = None, 0, []
        for lag in self.lags:
            middle = self._middle(lag)
            said, state = model.recurrent(self._x[:, at:middle], state)
            if self._lesson.ending:
                said, _ = model.recurrent(self._ending, state)
            right = self._lesson.right(model.head(said[:, -1]), self._answers)
            found.append(round(float(right.float().mean()), 4))
            at = middle
        return found
