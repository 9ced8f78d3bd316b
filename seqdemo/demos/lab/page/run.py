"""A visitor's race: its frames and states, and the job that trains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from seqdemo.app.job import Job
from seqdemo.app.jobs import JOBS
from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.settings import LEARNT, Settings, lags
from seqdemo.training.framing import Message

WORK = "seqdemo.demos.lab.racing:race"
MOST_STATES = 24
"""Frames whose states are kept; of more, every other one."""

Course = tuple[tuple[int, float], ...]


@dataclass(eq=False)
class Run:
    """One race.

    Attributes:
        visitor: Whose it is.
        settings: Of the race.
        course: Changes of the learning rate: after how many updates, and to what.
        frames: What was told so far, in order of updates, with the states of some.
        guesses: What the visitor thinks: who will learn it.
        at: Place of the frame they have gone back to; None is the last.
        until: Update at which it ends.
        job: What trains now, or did last.
        number: Grows whenever frames are taken away.
    """

    visitor: str
    settings: Settings
    course: Course = ()
    frames: list[Message] = field(default_factory=list)
    guesses: dict[CellKind, bool] = field(default_factory=dict)
    at: int | None = None
    until: int = 0
    job: Job | None = None
    number: int = 0
    _taken: int = 0

    @property
    def running(self) -> bool:
        """Whether it trains, or waits for its turn."""
        return self.job is not None and self.job.running

    @property
    def update(self) -> int:
        """The update the visitor is at."""
        return self._update(self.at)

    @property
    def state(self) -> bytes:
        """State of all networks there; b"" before the first update."""
        return self.frames[self._place()].payload if self.frames else b""

    @property
    def rate(self) -> float:
        """Learning rate of the next update."""
        past = [rate for after, rate in self.course if after <= self.update]
        return past[-1] if past else self.settings.learning_rate

    def go(self, until: int) -> None:
        """Train on from where the visitor is."""
        self._cut()
        self.until = until
        given = {
            "settings": self.settings.as_json(),
            "course": [(0, self.settings.learning_rate), *self.course],
            "update": self.update,
            "until": until,
        }
        self._taken = 0
        self.job = JOBS.begin(self.visitor, WORK, given, self.state)

    def stop(self) -> None:
        """Pause, or leave the line."""
        if self.job is not None:
            self.job.stop()

    def back(self, update: int) -> None:
        """Go to the last frame up to `update` whose state is kept."""
        self.stop()
        places = [n for n, frame in enumerate(self.frames) if frame.payload]
        fitting = [n for n in places if self._update(n) <= update]
        self.at = fitting[-1] if fitting else None

    def change_rate(self, rate: float) -> None:
        """Train at another learning rate from here on."""
        self._cut()
        earlier = tuple(one for one in self.course if one[0] < self.update)
        self.course = (*earlier, (self.update, rate)) if self.update else ()

    def take(self) -> None:
        """Take over what the job has told."""
        if self.job is None:
            return
        self.job.look()
        events = self.job.events
        for event in events[self._taken : len(events)]:
            self._taken += 1
            if not self.frames or event.told["update"] > self._update(None):
                self.frames.append(event)
        self._thin()

    def learnt(self) -> dict[CellKind, bool] | None:
        """Who has learnt it; None as long as that may change without the visitor."""
        if self.running or not self.update:
            return None
        at, told = lags(self.settings).index(self.settings.lag), self.frames[self._place()].told
        return {cell: told["accuracy"][cell][at] >= LEARNT for cell in self.settings.networks}

    def accuracy(self) -> dict[CellKind, float]:
        """Share of right answers at the practised lag, where the visitor is."""
        at = lags(self.settings).index(self.settings.lag)
        told: dict[str, Any] = self.frames[self._place()].told["accuracy"]
        return {cell: told[cell][at] for cell in self.settings.networks}

    def _place(self) -> int:
        return len(self.frames) - 1 if self.at is None else self.at

    def _update(self, place: int | None) -> int:
        if not self.frames:
            return 0
        return int(self.frames[-1 if place is None else place].told["update"])

    def _cut(self) -> None:
        """Forget what came after the place to which the visitor went back."""
        if self.at is None:
            return
        del self.frames[self.at + 1 :]
        self.course = tuple(one for one in self.course if one[0] <= self._update(None))
        self.at, self.number = None, self.number + 1

    def _thin(self) -> None:
        """Keep the states of MOST_STATES frames, evenly, the first and the last among them."""
        while (
            len(kept := [n for n, frame in enumerate(self.frames) if frame.payload]) > MOST_STATES
        ):
            at = [self._update(n) for n in kept]
            gaps = [after - before for before, after in zip(at, at[2:], strict=False)]
            least = kept[1 + gaps.index(min(gaps))]
            self.frames[least] = Message(self.frames[least].told)
