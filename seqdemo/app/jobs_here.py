"""Jobs in this process: work on networks that cannot leave it."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from time import thread_time
from typing import Any
from weakref import WeakValueDictionary

from seqdemo.app import background
from seqdemo.app.job import Job
from seqdemo.app.jobs import SECONDS
from seqdemo.training.framing import Message
from seqdemo.training.worker import NICENESS, Control, carry_out

_LOOK = 0.2
"""Seconds between two looks of a job that waits for its turn."""


class JobsHere:
    """Jobs in threads of this process, one after the other; else as `seqdemo.app.jobs.Jobs`."""

    def __init__(self) -> None:
        self._of: WeakValueDictionary[str, Job] = WeakValueDictionary()
        self._count, self._turn = itertools.count(1), threading.Lock()

    def begin(
        self,
        visitor: str,
        work: str,
        given: Mapping[str, Any],
        payload: bytes = b"",
        seconds: float = SECONDS,
    ) -> Job:
        """Order work for a visitor; what they ordered before ends. See `Jobs.begin`."""
        order = Message({"work": work, "given": dict(given)}, payload)
        control = Control(seconds, clock=thread_time, threads=1)
        job = Job(next(self._count), order, lambda job: control.stop())
        if before := self._of.get(visitor):
            before.stop()
        self._of[visitor] = job
        control.ends_when(lambda: job.deserted or background.closing.is_set())
        background.start(partial(self._serve, job, order, control))
        return job

    def _serve(self, job: Job, order: Message, control: Control) -> None:
        """Wait for the turn, and do the work; of a thread of its own."""
        _give_way()
        control.begin()
        while not self._turn.acquire(timeout=_LOOK):
            if control.stopped:
                job.finish("stopped")
                return
        try:
            told = carry_out(order, control, job.events.append)
        finally:
            self._turn.release()
        job.spent = told["spent"]
        job.finish(told["end"], told.get("error", ""))


def _give_way() -> None:
    """Let other threads have a core before this one, where a thread can say so."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


JOBS_HERE = JobsHere()
"""Those of this server."""
