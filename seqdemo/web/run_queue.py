"""Queue of a server's script runs: one at a time, answers first.

Streamlit gives every run a thread, and Python runs one of them at a time, a little each: of ten
strokes that come together all are answered as late as the last. One after another, half of them are
answered in half of the time, the event loop soon has what it is to send, and what comes below a
picture once its visitor rests can wait for those who draw.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

TURN = 0.03
"""Seconds after which others need not wait for a run: it loads a network, or computes outside
Python."""

LATER = 0.5
"""Seconds by which a run of a whole page, or one that nobody has asked for, may be put off for
others."""


@dataclass(eq=False)
class Place:
    """A run's place in a queue; whose turn has come may run.

    Attributes:
        visitor: Whose run it is, any object.
        later: Whether runs that are not put off may go first.
        since: When it entered, and then when its turn came.
    """

    visitor: object
    later: bool
    since: float
    come: threading.Event = field(default_factory=threading.Event)


@dataclass
class _Lane:
    """Runs of one kind: the first of those that wait, and the one whose turn it is."""

    waiting: deque[Place] = field(default_factory=deque)
    running: Place | None = None


class RunQueue:
    """Runs that answer and runs that can be put off, in two queues: one of each at a time.

    Args:
        turn: Seconds after which a run that goes on keeps nobody waiting any more.
        later: Seconds for which a run is put off at most while others answer.
        clock: Seconds.
    """

    def __init__(
        self,
        turn: float = TURN,
        later: float = LATER,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self.turn, self.later, self._clock = turn, later, clock
        self._lock = threading.Lock()
        self._answers, self._others = _Lane(), _Lane()

    def __len__(self) -> int:
        """Runs that wait."""
        return len(self._answers.waiting) + len(self._others.waiting)

    def enter(self, visitor: object, later: bool = False) -> Place:
        """Wait for a turn; `leave` ends it.

        Args:
            visitor: Whose run it is, any object.
            later: Whether runs that answer others go first.
        """
        place = Place(visitor, later, self._clock())
        with self._lock:
            self._lane(place).waiting.append(place)
            self._admit()
        while not place.come.wait(self._left(place)):
            with self._lock:
                self._admit()
        return place

    def leave(self, place: Place) -> None:
        """End a turn, if it is not over yet."""
        with self._lock:
            lane = self._lane(place)
            if lane.running is place:
                lane.running = None
            self._admit()

    def hurry(self, visitor: object) -> None:
        """Put a visitor's run off no more: they wait for what comes after it."""
        with self._lock:
            for place in self._others.waiting:
                if place.visitor is visitor:
                    self._others.waiting.remove(place)
                    place.later = False
                    self._answers.waiting.append(place)
                    break
            self._admit()

    def _lane(self, place: Place) -> _Lane:
        return self._others if place.later else self._answers

    def _left(self, place: Place) -> float:
        """Seconds until a place may have its turn though nobody leaves."""
        running = (self._answers.running, self._others.running)
        ends = [each.since + self.turn for each in running if each is not None]
        now = self._clock()
        return min(
            (end - now for end in (*ends, place.since + self.later) if end > now),
            default=self.turn,
        )

    def _admit(self) -> None:
        """Let those run whose turn it is."""
        answering = not self._free(self._answers) or bool(self._answers.waiting)
        self._admit_to(self._answers)
        waiting = self._others.waiting
        if waiting and (not answering or self._clock() >= waiting[0].since + self.later):
            self._admit_to(self._others)

    def _admit_to(self, lane: _Lane) -> None:
        if lane.waiting and self._free(lane):
            lane.running = lane.waiting.popleft()
            lane.running.since = self._clock()
            lane.running.come.set()

    def _free(self, lane: _Lane) -> bool:
        return lane.running is None or self._clock() >= lane.running.since + self.turn


RUNS = RunQueue()
"""Of this process."""

_own = threading.local()


def take_turn(visitor: object, later: bool = False) -> None:
    """Have this thread's next run wait for its turn; it has one at most."""
    end_turn()
    _own.place = RUNS.enter(visitor, later)


def has_turn() -> bool:
    """Whether this thread has taken a turn and not ended it."""
    return getattr(_own, "place", None) is not None


def end_turn() -> None:
    """End the turn of this thread, if it has one."""
    if has_turn():
        RUNS.leave(_own.place)
        _own.place = None
