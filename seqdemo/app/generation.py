"""A text being written in a thread of its own, so that nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from seqdemo.app import background
from seqdemo.core.trace import FloatArray

if TYPE_CHECKING:
    from seqdemo.demos.shakespeare.writing import Written

BREATH = 16  # characters after which the next in line may write

_DESKS = threading.BoundedSemaphore(2)
"""How many scribes write at one moment. Python runs one thread at a time and gives each its turn:
with twenty in the queue a page would wait a tenth of a second for its own."""


class Scribe:
    """Takes characters from a writing until there are enough, or it is stopped.

    Attributes:
        error: What ended the writing before its time, if anything did.

    Args:
        writing: Gives the characters.
        length: How many are wanted.
        pace: Characters per second to show them at; 0 is as fast as they come.
        skip: Characters from the start that are known already and not paced.
    """

    def __init__(
        self, writing: Iterator[Written], length: int, *, pace: float = 0.0, skip: int = 0
    ) -> None:
        self.length = length
        self._writing, self._pace, self._skip = writing, pace, skip
        self._written: list[Written] = []
        self._busy = 0.0
        self._stopped = threading.Event()
        self.error: Exception | None = None
        self._thread = background.start(self._run)

    @property
    def running(self) -> bool:
        """Whether more characters are to come."""
        return self._thread.is_alive()

    @property
    def symbols(self) -> list[int]:
        """Numbers of the characters so far."""
        return [written.symbol for written in list(self._written)]

    def logits(self, count: int) -> FloatArray:
        """What the first `count` characters were drawn from, (count, V), nats."""
        return np.stack([written.logits for written in self._written[:count]])

    @property
    def speed(self) -> float:
        """Characters per second while writing; pauses for the eye are not counted."""
        return len(self._written) / self._busy if self._busy else 0.0

    def stop(self) -> None:
        """Write no more."""
        self._stopped.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            self._write()
        except Exception as error:  # noqa: BLE001 - the page says it: a thread has no reader
            self.error = error

    def _write(self) -> None:
        due = perf_counter()
        source = islice(self._writing, self.length)
        while not self._stopped.is_set() and not background.closing.is_set():
            known = self._skip - len(self._written)
            paced = bool(self._pace) and known <= 0
            count = 1 if paced else min(BREATH, known) if self._pace else BREATH
            with _DESKS:
                more = self._take(source, count)
            if not more:
                return
            if paced:
                due = max(due + 1 / self._pace, perf_counter() - 0.5)
                self._stopped.wait(max(0.0, due - perf_counter()))

    def _take(self, source: Iterator[Written], count: int) -> bool:
        """Write up to `count` characters; returns whether there may be more."""
        for _ in range(count):
            start = perf_counter()
            written = next(source, None)
            self._busy += perf_counter() - start
            if written is None:
                return False
            self._written.append(written)
            if self._stopped.is_set():
                return False
        return True
