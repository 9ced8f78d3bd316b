"""Generate a text in the background, chunk by chunk."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from time import perf_counter
from typing import Any, cast

from seqdemo.app import background
from seqdemo.app.budget import BUDGET, size_of
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
        error: What ended it before its time, if anything did.

    Args:
        query: See above.
        growing: The text as it begins; nobody else may advance it.
        again: Begins the same text once more: its states are dropped when a server has too many.
        pace: Symbols per second to show them at; 0 is as fast as they come.
        skip: Symbols from the start that are known already and not paced.
    """

    def __init__(
        self,
        query: Any,
        growing: Growing,
        *,
        pace: float = 0.0,
        skip: int = 0,
        again: Callable[[], Growing] | None = None,
    ) -> None:
        self.query, self._growing, self._again = query, cast(Growing | None, growing), again
        self._lock = threading.Lock()
        self.error: BaseException | None = None
        self._pace, self._skip = pace, max(skip, growing.opening, growing.steps)
        self._busy, self._made, self._due = 0.0, 0, perf_counter()
        self._stopped, self._done = threading.Event(), threading.Event()
        self._trace: Trace | None = None
        self._steps = 0
        weakref.finalize(self, BUDGET.forget, id(self))
        _turns.add(self)

    @property
    def growing(self) -> Growing:
        """The text so far with every state; of one that was dropped it is written again."""
        with self._lock:
            if self._growing is None:
                self._growing = self._written_again()
                self._count(self._growing)
            BUDGET.knows(id(self))
            return self._growing

    @property
    def held(self) -> Growing | None:
        """The same, unless it was dropped."""
        return self._growing

    def _written_again(self) -> Growing:
        assert self._again is not None
        growing = self._again()
        while growing.steps < self._steps and growing.advance(self._steps - growing.steps):
            pass
        return growing

    def _count(self, growing: Growing) -> None:
        """Have the states of a text that is done dropped once the server has too many."""
        if self._again is None or not growing.steps:
            return
        self._steps, this = growing.steps, weakref.ref(self)
        BUDGET.hold(id(self), size_of(growing.trace()), lambda: _drop(this()))

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
            self._count(self.growing)
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


def _drop(generation: Generation | None) -> None:
    if generation is not None:
        generation._growing = generation._trace = None
