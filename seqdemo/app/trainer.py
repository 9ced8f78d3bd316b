"""Trainer: one worker process, as the app sees it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic

import seqdemo
from seqdemo.app.job import Job
from seqdemo.training.framing import Message, read_message, write_message

MODULE = "seqdemo.training.worker"


class Trainer:
    """A worker process; it ends with this one, however that ends."""

    def __init__(self) -> None:
        root = str(Path(seqdemo.__file__).parents[1])
        known = os.environ.get("PYTHONPATH")
        env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, [root, known])),
            "OMP_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
        )
        self._writing = threading.Lock()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def tell(self, message: Message) -> None:
        """Send an order; a process that is gone says so by its silence, see `hear`."""
        assert self._process.stdin is not None
        with self._writing, suppress(OSError, ValueError):
            write_message(self._process.stdin, message)

    def hear(self) -> Message | None:
        """Wait for the next answer; None if the process is gone."""
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            return read_message(self._process.stdout)
        return None

    def kill(self) -> None:
        """End the process at once, and wait for that."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Kill it and give its pipes back; for the thread that hears it."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def follow(trainer: Trainer, job: Job) -> bool:
    """Have a process do a job, and listen until its end; whether the process can do another."""
    trainer.tell(job.order)
    while (answer := trainer.hear()) is not None:
        job.heard, told = monotonic(), answer.told
        if told["job"] != job.number:
            continue
        if "event" in told:
            job.events.append(Message(told["event"], answer.payload))
        else:
            job.spent = told["spent"]
            job.finish(told["end"], told.get("error", ""))
            return True
    if job.stopped is None:
        job.finish("failed", "the process that trains has ended")
    job.finish("stopped")
    return False
