"""Generate a text in the background, chunk by chunk."""

from __future__ import annotations

import threading
from time import perf_counter
from typing import Any

from seqdemo.app import background
from seqdemo.app.turns import Turns, cores
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.tasks.generates import Growing

CHUNK_SIZE = 32
"""Symbols after which the next text has its turn; a few milliseconds, in which pages go on."""

WORKER_LIMIT = max(1, cores() - 1)
"""Texts that are written at one moment: one core is left to the pages, which wait for each other
already."""

MADE_UP = 0.5
"""Seconds of delay that a paced text makes up for."""

_turns = Turns(WORKER_LIMIT)


def count_running() -> int:
    """Texts that are being written, by all visitors."""
    return len(_turns)


class Generation:
    """One text: what was asked, what is there so far, and its end.

    Attributes:
        query: What was asked.
        growing: The text so far with every state.
        error: What ended it before its time, if anything did.

    Args:
        query: See above.
        growing: See above; nobody else may advance it.
        pace: Symbols per second to show them at; 0 is as fast as they come.
        skip: Symbols from the start that are known already and not paced.
    """

    def __init__(self, query: Any, growing: Growing, *, pace: float = 0.0, skip: int = 0) -> None:
        self.query, self.growing = query, growing
        self.error: BaseException | None = None
        self._pace, self._skip = pace, max(skip, growing.opening, growing.steps)
        self._busy, self._made, self._due = 0.0, 0, perf_counter()
        self._stopped, self._done = threading.Event(), threading.Event()
        self._trace: Trace | None = None
        _turns.add(self)

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return not self._done.is_set()

    @property
    def text(self) -> str:
        """The text so far, with what was given."""
        return self.growing.text()

    @property
    def bits(self) -> FloatArray:
        """Surprisal of each symbol so far, (T,), bits."""
        return self.growing.bits()

    @property
    def speed(self) -> float:
        """Symbols per second while at work; pauses and turns of others are not counted."""
        return self._made / self._busy if self._busy else 0.0

    def trace(self) -> Trace:
        """Every step as it was computed, once the text is done.

        Raises:
            RuntimeError: If it is still running.
        """
        if self.running:
            raise RuntimeError("the text is still growing")
        if self._trace is None:
            self._trace = self.growing.trace()
        return self._trace

    def stop(self) -> None:
        """End the text where it is, but not before the first symbol that was not given."""
        self._stopped.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._done.wait(timeout)

    def turn(self) -> float | None:
        """Write a chunk; see `Job`."""
        due = self._advance()
        if due is None:
            self._done.set()
        return due

    def fail(self, error: BaseException) -> None:
        """End it with an error."""
        self.error = error
        self._done.set()

    def _advance(self) -> float | None:
        known = self._skip - self.growing.steps
        paced = bool(self._pace) and known <= 0
        count = 1 if paced else min(CHUNK_SIZE, known) if self._pace else CHUNK_SIZE
        start = perf_counter()
        self._made += self.growing.advance(count)
        now = perf_counter()
        self._busy += now - start
        if self._ended():
            return None
        if paced:
            self._due = max(self._due + 1 / self._pace, now - MADE_UP)
        return self._due if paced else now

    def _ended(self) -> bool:
        steps, opening = self.growing.steps, self.growing.opening
        enough = self._stopped.is_set() and steps > opening
        return steps >= self.growing.length or enough or background.closing.is_set()
