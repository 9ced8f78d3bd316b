"""Processes that are forked from one which has imported large libraries."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from types import ModuleType
from typing import Any

LIBRARIES = (
    "streamlit.web.bootstrap",
    "streamlit.testing.v1",
    "torch",
    "torchvision",
    "playwright.sync_api",
    "sklearn.decomposition",
    "frozen",  # last: what has been imported is garbage in no process
)
"""What servers and processes with tests import, in five seconds. None of the app's own modules:
those each imports itself, as it would anywhere."""


class ForkedProcess:
    """A process that goes on with a function, with what of `subprocess.Popen` is used here.

    Args:
        target: Is called there.
        given: What it is called with; connections go along.
    """

    def __init__(self, target: Callable[..., object], *given: Any) -> None:
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload(list(LIBRARIES))
        self._process = forking.Process(target=_go_on, args=(target, *given))
        with no_main():
            self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    def poll(self) -> int | None:
        """Exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, as soon as there is one.

        Raises:
            subprocess.TimeoutExpired: If there is none after so many seconds.
        """
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return code

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()

    def send_signal(self, signal: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal)


def _go_on(target: Callable[..., object], *given: Any) -> None:
    """Call a function where processes begin as they do on this system.

    Those that a network's training starts would else come from where this one does, too: no
    children of it, they would run its `__main__`, which can be a page of the app.
    """
    multiprocessing.set_start_method(None, force=True)
    target(*given)


@contextmanager
def no_main() -> Iterator[None]:
    """Let a process that begins now run no `__main__` again.

    After a page was run without a browser that is app.py: run with nobody there, it would keep a
    menu without links for all visitors.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def fork_from_the_same() -> None:
    """Have a forked process fork others from where it comes from itself.

    It knows where that is, and would start another one all the same.
    """
    known: Any = forkserver._forkserver  # type: ignore[attr-defined]
    known.ensure_running = resource_tracker.ensure_running
