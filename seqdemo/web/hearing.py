"""Order in which runs hear a browser: that in which its messages came.

A message of the whole page stops the run in progress and begins another at once. The one that is
stopped may have taken its message and not heard it yet, on a busy server: Streamlit 1.67 then has
the newer message heard first, and the older one by a run that shows nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)

Taken = TypeVar("Taken", ScriptRequest, ScriptRequest | None)

PATIENCE = 2.0
"""Seconds that a run waits at most for those before it."""


@dataclass
class Hearing:
    """Runs that have taken a message and not heard it yet, in order."""

    _runs: list[object] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def enter(self, run: object) -> None:
        """Have a run hear after all that are there."""
        with self._changed:
            self._runs.append(run)

    def leave(self, run: object) -> None:
        """Note that a run has heard, or will not."""
        with self._changed:
            self._runs = [one for one in self._runs if one is not run]
            self._changed.notify_all()

    def wait(self, run: object) -> None:
        """Wait until no run is before this one."""
        with self._changed:
            self._changed.wait_for(lambda: not self._others_before(run), timeout=PATIENCE)

    def _others_before(self, run: object) -> bool:
        return bool(self._runs) and self._runs[0] is not run

    @contextmanager
    def turn(self, run: object) -> Iterator[None]:
        """Have a run hear within, after those before it."""
        self.wait(run)
        try:
            yield
        finally:
            self.leave(run)


def take_in_order(
    hearing: Hearing, requests: ScriptRequests, take: Callable[[ScriptRequests], Taken]
) -> Taken:
    """Have a run take a message that waits for it; none that comes later is heard before."""
    hearing.leave(requests)
    hearing.enter(requests)
    request = take(requests)
    if request is None or _has_nothing_to_hear(request):
        hearing.leave(requests)
    return request


def _has_nothing_to_hear(request: ScriptRequest) -> bool:
    """Whether no browser has said anything in a request."""
    if request.type is not ScriptRequestType.RERUN:
        return True
    wanted = request.rerun_data
    said = wanted.widget_states, wanted.replay_trigger_states, wanted.replay_trigger_values
    return all(one is None for one in said)
