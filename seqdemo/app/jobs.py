"""Jobs: training for visitors, in processes beside the pages.

A visitor has one job at a time; as many run as there are cores, the others wait in line. A job
whose page has not asked for it for some seconds ends: its visitor has left, or the line is dead.
While others wait, one that can go on later makes room after a turn, and takes its place at the
end of the line.
"""

from __future__ import annotations

import atexit
import itertools
import threading
from collections import deque
from collections.abc import Mapping
from time import monotonic
from typing import Any
from weakref import WeakValueDictionary

from seqdemo.app import background
from seqdemo.app.job import Job
from seqdemo.app.trainer import Trainer, follow
from seqdemo.app.turns import cores
from seqdemo.training.framing import Message

SECONDS = 12.0
"""CPU seconds of a job."""

TURN = 12.0
"""Seconds after which a job that can go on later makes room for those who wait."""

GRACE = 4.0
"""Seconds that a process gets to end a job; then it is killed."""

SILENCE = 120.0
"""Seconds without a word after which a process that should work counts as dead."""

IDLE = 180.0
"""Seconds after which a process that has nothing to do is ended."""

_LOOK = 0.25


class Jobs:
    """All visitors' jobs.

    Args:
        limit: Jobs, and processes, at one moment.
        idle: Seconds after which a process that has nothing to do is ended.
    """

    def __init__(self, limit: int, idle: float = IDLE) -> None:
        self._limit, self._idle_seconds = limit, idle
        self._changed = threading.Condition(threading.RLock())
        self._line: deque[Job] = deque()
        self._of: WeakValueDictionary[str, Job] = WeakValueDictionary()
        self._at: dict[Trainer, Job | None] = {}
        self._count = itertools.count(1)
        self._threads = self._idle = 0
        self._watching = False
        atexit.register(self.close)  # it goes before `background` waits for threads

    def begin(
        self,
        visitor: str,
        work: str,
        given: Mapping[str, Any],
        payload: bytes = b"",
        seconds: float = SECONDS,
        *,
        resumable: bool = False,
    ) -> Job:
        """Order work for a visitor; what they ordered before ends.

        Args:
            visitor: Names them.
            work: "package.module:function", see `seqdemo.training.worker.Work`.
            given: What it is given, as JSON can write it.
            payload: Bytes it is given, such as weights.
            seconds: CPU time it may take.
            resumable: Whether its last state is enough to go on from: it may end as "yielded".
        """
        job = self._job(work, given, payload, seconds, resumable=resumable)
        with self._changed:
            if before := self._of.get(visitor):
                before.stop()
            self._of[visitor] = job
            self._enter(job)
        return job

    def warm_up(self, module: str) -> None:
        """Have a process ready that has loaded a module, unless there is one."""
        work = "seqdemo.training.worker:nothing"
        with self._changed:
            if not self._threads:
                self._enter(self._job(work, {"load": module}, b"", SECONDS, owned=False))

    def place(self, job: Job) -> int:
        """Place of a job in the line, 1 is next; 0 if it runs or has ended."""
        with self._changed:
            return self._line.index(job) + 1 if job in self._line else 0

    def pids(self) -> list[int]:
        """Ids of the processes there are."""
        with self._changed:
            return [trainer.pid for trainer in self._at]

    def close(self) -> None:
        """End all jobs and processes, and begin no more."""
        with self._changed:
            self._limit = 0
            for job in (*self._line, *filter(None, self._at.values())):
                job.finish("stopped")
            self._line.clear()
            for trainer in self._at:
                trainer.kill()
            self._changed.notify_all()

    def _job(
        self,
        work: str,
        given: Mapping[str, Any],
        payload: bytes,
        seconds: float,
        *,
        owned: bool = True,
        resumable: bool = False,
    ) -> Job:
        number = next(self._count)
        told = {"job": number, "work": work, "given": dict(given), "seconds": seconds}
        return Job(number, Message(told, payload), self._stop, owned=owned, resumable=resumable)

    def _enter(self, job: Job) -> None:
        self._line.append(job)
        self._changed.notify()
        if self._idle < len(self._line) and self._threads < self._limit:
            self._threads += 1
            background.start(self._serve)
        if not self._watching:
            self._watching = True
            background.start(self._watch)

    def _stop(self, job: Job) -> None:
        with self._changed:
            if job in self._line:
                self._line.remove(job)
                job.finish("stopped")
            for trainer, busy in self._at.items():
                if busy is job:
                    trainer.tell(Message({"stop": job.number}))

    def _serve(self) -> None:
        """Serve jobs with one process; the work of a thread."""
        trainer = self._trainer()
        if trainer is None:
            return
        try:
            while self._serve_one(trainer):  # no job stays in a variable while one is awaited
                pass
        finally:
            with self._changed:
                self._threads -= 1
                del self._at[trainer]
                if self._line and not self._idle and self._limit:
                    self._threads += 1
                    background.start(self._serve)
            trainer.close()

    def _trainer(self) -> Trainer | None:
        """A new process; None where the machine has none to give, which all who wait are told."""
        try:
            trainer = Trainer()
        except OSError as error:
            with self._changed:
                self._threads -= 1
                for job in self._line:
                    job.finish("failed", f"no process can be started: {error.strerror}")
                self._line.clear()
            return None
        with self._changed:
            self._at[trainer] = None
        return trainer

    def _serve_one(self, trainer: Trainer) -> bool:
        """Wait for a job and have it done; whether the process can do another."""
        job = self._next(trainer)
        return job is not None and follow(trainer, job)

    def _next(self, trainer: Trainer) -> Job | None:
        with self._changed:
            self._at[trainer] = None
            self._idle += 1
            self._changed.wait_for(
                lambda: self._line or not self._limit or background.closing.is_set(),
                self._idle_seconds,
            )
            self._idle -= 1
            if not self._line or not self._limit:
                return None
            job = self._at[trainer] = self._line.popleft()
            job.heard = job.began = monotonic()
            return job

    def _watch(self) -> None:
        """End jobs whose visitor has left, and processes that do not answer."""
        while not background.closing.wait(_LOOK):
            with self._changed:
                at = {job: trainer for trainer, job in self._at.items() if job is not None}
                if not at and not self._line:
                    self._watching = False
                    return
                for job in (*self._line, *at):
                    if job.deserted:
                        job.stop()
                self._make_room(at)
                for trainer in [trainer for job, trainer in at.items() if _is_dead(job)]:
                    trainer.kill()

    def _make_room(self, at: Mapping[Job, Trainer]) -> None:
        """Have as many jobs yield as others wait, those that have run longest."""
        yielding = sum(job.yielding for job in at)
        full = sorted((job for job in at if _had_its_turn(job)), key=lambda job: job.began or 0.0)
        for job in full[: max(0, len(self._line) - yielding)]:
            job.yielding = True
            at[job].tell(Message({"stop": job.number}))


def _had_its_turn(job: Job) -> bool:
    late = job.began is not None and monotonic() - job.began > TURN
    return late and job.resumable and not job.yielding and job.stopped is None


def _is_dead(job: Job) -> bool:
    late = job.stopped is not None and monotonic() - job.stopped > GRACE
    return late or monotonic() - job.heard > SILENCE


JOBS = Jobs(cores())
"""The jobs of this server."""
