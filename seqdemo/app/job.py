"""Job: one order for a process that trains, and what it has told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Literal

from seqdemo.training.framing import Message

AWAY = 15.0
"""Seconds without a question from its page after which a job ends."""

End = Literal["done", "stopped", "yielded", "budget", "failed"]
"""Why a job ended; one that yielded made room for those who wait, and can go on later."""


class Job:
    """One order: what it has told so far, and its end.

    Attributes:
        number: Tells jobs apart.
        events: What it has told, in order; grows while it runs.
        end: Why it ended; None before.
        error: What went wrong, of one that failed.
        heard: When it told something last, by `monotonic`.
        began: When a process took it up, by `monotonic`; None before.
        yielding: Whether it was asked to make room for others.
        spent: CPU seconds that it took; known when it has ended.

    Args:
        number: See above.
        order: For the worker, see `seqdemo.training.worker.Worker`.
        stop: What ends it.
        owned: Whether a visitor waits for it.
        resumable: Whether its last state is enough to go on from.
    """

    def __init__(
        self,
        number: int,
        order: Message,
        stop: Callable[[Job], None],
        *,
        owned: bool = True,
        resumable: bool = False,
    ) -> None:
        self.number, self.order, self.events = number, order, list[Message]()
        self.end: End | None = None
        self.error = ""
        self.heard = monotonic()
        self.began: float | None = None
        self.stopped: float | None = None
        self.yielding, self.spent = False, 0.0
        self.resumable = resumable
        self._seen, self._owned, self._stop = monotonic(), owned, stop
        self._ended = threading.Event()

    @property
    def running(self) -> bool:
        """Whether it runs or waits in line."""
        return self.end is None

    @property
    def deserted(self) -> bool:
        """Whether its visitor has not looked at it for too long."""
        return self._owned and monotonic() - self._seen > AWAY

    def look(self) -> bool:
        """Whether it runs or waits; tells that its visitor is still there."""
        self._seen = monotonic()
        return self.running

    def stop(self) -> None:
        """Ask it to end; its last state is still told."""
        if self.running and self.stopped is None:
            self.stopped = monotonic()
            self._stop(self)

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; whether it has come."""
        return self._ended.wait(timeout)

    def finish(self, end: End, error: str = "") -> None:
        """Note the end; the first one counts."""
        if end == "stopped" and self.yielding and self.stopped is None:
            end = "yielded"
        if self.end is None:
            self.error, self.end = error, end
            self.order = Message({})  # what it was given may be somebody's text
            self._ended.set()
