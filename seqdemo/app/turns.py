"""Worker threads that take turns at many long jobs."""

from __future__ import annotations

import heapq
import os
import threading
from contextlib import suppress
from itertools import count
from time import perf_counter
from typing import Protocol

from seqdemo.app import background

_NICENESS = 5
"""How much later than others the system gives a core to a worker, 0 to 19; Linux only."""

_LOOK = 0.2
"""Seconds after which a worker that waits looks whether the app ends."""


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _give_way() -> None:
    """Let this thread run after those that a visitor waits for, where the system can do that."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class Job(Protocol):
    """Work that is done a little at a time."""

    def turn(self) -> float | None:
        """Do a few milliseconds of work.

        Returns:
            When to go on, by `perf_counter`; None at the end.
        """

    def fail(self, error: BaseException) -> None:
        """Note what a turn has ended with; it has no other."""


def _turn(job: Job) -> float | None:
    """A turn of a job, whatever it raises: a worker that ended by it would be missed by all."""
    try:
        return job.turn()
    except BaseException as error:  # noqa: BLE001 - the job says it: a thread has no reader
        job.fail(error)
        return None


class Turns:
    """Runs jobs in at most `workers` threads, which end when there is nothing to do.

    The job that waits longest goes on first; a new one comes before all others.

    Args:
        workers: Threads at one moment.
    """

    def __init__(self, workers: int) -> None:
        self._workers, self._order = workers, count()
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Job]] = []
        self._threads = self._jobs = 0

    def __len__(self) -> int:
        """Jobs that are not done."""
        return self._jobs

    def add(self, job: Job) -> None:
        """Begin a job."""
        with self._changed:
            self._jobs += 1
            self._push(0.0, job)
            if self._threads < self._workers:
                self._threads += 1
                background.start(self._run)

    def _push(self, due: float, job: Job) -> None:
        heapq.heappush(self._due, (due, next(self._order), job))
        self._changed.notify()

    def _run(self) -> None:
        _give_way()
        while (job := self._next()) is not None:
            due = _turn(job)
            with self._changed:
                if due is None:
                    self._jobs -= 1
                else:
                    self._push(due, job)

    def _next(self) -> Job | None:
        """The next job, when it is due; None if there is none."""
        with self._changed:
            while self._due and not background.closing.is_set():
                wait = self._due[0][0] - perf_counter()
                if wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(min(wait, _LOOK))
            self._threads -= 1
            return None
