"""A visitor's race: its frames and states, and the job that trains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqdemo.app.training_run import TrainingRun
from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.settings import Settings, enough, lags

Course = tuple[tuple[int, float], ...]


class Run(TrainingRun):
    """One race.

    Attributes:
        settings: Of the race.
        course: Changes of the learning rate: after how many updates, and to what.
        guesses: What the visitor thinks: who will learn it.
    """

    work = "seqdemo.demos.lab.racing:race"

    def __init__(self, visitor: str, settings: Settings) -> None:
        super().__init__(visitor)
        self.settings = settings
        self.course: Course = ()
        self.guesses: dict[CellKind, bool] = {}

    @property
    def rate(self) -> float:
        """Learning rate of the next update."""
        past = [rate for after, rate in self.course if after <= self.update]
        return past[-1] if past else self.settings.learning_rate

    def order(self) -> tuple[Mapping[str, Any], bytes]:
        """What is raced, and how."""
        course = [(0, self.settings.learning_rate), *self.course]
        return {"settings": self.settings.as_json(), "course": course}, self.state

    def change_rate(self, rate: float) -> None:
        """Train at another learning rate from here on."""
        self.cut()
        earlier = tuple(one for one in self.course if one[0] < self.update)
        self.course = (*earlier, (self.update, rate)) if self.update else ()

    def cut(self) -> None:
        """Forget what came after the place to which the visitor went back."""
        if self.at is not None:
            self.course = tuple(one for one in self.course if one[0] <= self.update)
        super().cut()

    def learnt(self) -> dict[CellKind, bool] | None:
        """Who has learnt it; None as long as that may change without the visitor."""
        if self.running or not self.update:
            return None
        return {cell: share >= enough(self.settings) for cell, share in self.accuracy().items()}

    def accuracy(self) -> dict[CellKind, float]:
        """Share of right answers at the practised lag, where the visitor is."""
        at = lags(self.settings).index(self.settings.lag)
        told: dict[str, Any] = self.frames[self.place].told["accuracy"]
        return {cell: told[cell][at] for cell in self.settings.networks}
