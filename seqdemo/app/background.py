"""Background threads that are joined when the app ends.

A thread that is inside a library's native code while Python goes down takes the process with it:
the exit would be a crash. So at the end they are told, and waited for.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable

PATIENCE = 20.0
"""Seconds the end of the app waits for all of them at most."""

closing = threading.Event()
"""Set when the app ends: who works long looks at it from time to time."""

_running: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


def start(work: Callable[[], None], *, after: float = 0.0) -> threading.Thread:
    """Run `work` in a thread of its own, `after` seconds from now; not if the app ends first."""

    def run() -> None:
        if not closing.wait(after):
            work()

    thread = threading.Thread(target=run, daemon=True)
    _running.add(thread)
    thread.start()
    return thread


@atexit.register
def _wait_for_all() -> None:
    closing.set()
    for thread in list(_running):
        thread.join(PATIENCE / max(1, len(_running)))
