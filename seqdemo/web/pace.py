"""Pace of page runs: who asks for very many waits, if others are there.

Strokes that are sent in a flood become few, as Streamlit runs fragments of a visitor one by one.
But for each click that is to run the whole page it begins a thread: four visitors who press a
button 20 times a second left no stroke of others answered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter, sleep
from weakref import WeakSet

import streamlit as st

BURST = 8.0
"""Page runs that need not wait."""

RATE = 2.0
"""Page runs a second of a visitor who has used those up."""

LATELY = 5.0
"""Seconds for which a visitor counts as there."""

LONGEST = 1.0
"""Seconds that a run waits at most."""

_LOOK = 0.1
"""Seconds after which a run that waits looks whether another has replaced it."""


@dataclass(eq=False)
class Pace:
    """Runs of one visitor.

    Attributes:
        left: Page runs that need not wait; below 0 of one that waits.
        seen: When anything was run last; `since` is when `left` was counted.
    """

    left: float = BURST
    since: float = 0.0
    seen: float = 0.0


@dataclass
class Paces:
    """All visitors of a server.

    Args:
        clock: Seconds.
    """

    clock: Callable[[], float] = perf_counter
    _all: WeakSet[Pace] = field(default_factory=WeakSet)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, pace: Pace) -> None:
        """Note that a visitor has something run."""
        with self._lock:
            pace.seen = self.clock()
            self._all.add(pace)

    def wait(self, pace: Pace) -> float:
        """Count a page run of a visitor; returns the seconds that it has to wait."""
        self.note(pace)
        with self._lock:
            grown = RATE * (pace.seen - pace.since)
            pace.left, pace.since = min(BURST, pace.left + grown) - 1, pace.seen
            if pace.left >= 0 or not self._others(pace):
                pace.left = max(pace.left, 0.0)
                return 0.0
            pace.left = max(pace.left, -RATE * LONGEST)
            return -pace.left / RATE

    def _others(self, pace: Pace) -> bool:
        return any(each is not pace and pace.seen - each.seen < LATELY for each in self._all)


_PACES = Paces()


def note_run() -> None:
    """Note that the visitor is there."""
    _PACES.note(_own())


def keep_pace() -> None:
    """Wait until the visitor may have another page run."""
    end = perf_counter() + _PACES.wait(_own())
    while (left := end - perf_counter()) > 0:
        sleep(min(left, _LOOK))
        _own()  # a run that another has replaced ends here: Streamlit looks for that


def _own() -> Pace:
    found: Pace = st.session_state.setdefault("seqdemo.pace", Pace())
    return found
