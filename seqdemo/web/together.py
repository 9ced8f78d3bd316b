"""Messages of a run that come close together are sent together.

Streamlit 1.67 wakes the server's event loop for each message by itself, and the loop wakes itself
once more: 400 times for the 200 messages of the home page. Here a run keeps its messages for some
milliseconds, at most until it ends, and the loop takes all that are there.

Streamlit has no public place for this; `tests/web/test_together.py` shows what is saved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

HOLD = 0.004
"""Seconds for which a message waits at most for those after it."""

_BEGUN = (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)
"""What more messages follow."""

_HELD = "_seqdemo_held"
"""Attribute of a session: what is held goes with it."""

_send = AppSession._on_scriptrunner_event


@dataclass
class _Held:
    """What the runs of one session have to say to the event loop.

    Attributes:
        events: In order.
        called: Whether the loop will come for them.
    """

    events: deque[Callable[[], None]] = field(default_factory=deque)
    called: bool = False


@wraps(_send)
def hold(
    session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **given: Any
) -> None:
    """Keep an event of a run for the event loop; call the loop now if nothing may follow soon."""
    held: _Held = vars(session).setdefault(_HELD, _Held())
    handle = session._handle_scriptrunner_event_on_event_loop
    held.events.append(partial(handle, sender, event, **given))
    if event not in _BEGUN:
        session._call_soon_on_event_loop(partial(_take, session, held))
    elif not held.called:
        held.called = True
        session._call_soon_on_event_loop(partial(_take_later, session, held))


def _take_later(session: AppSession, held: _Held) -> None:
    session._event_loop.call_later(HOLD, _take, session, held)


def _take(session: AppSession, held: _Held) -> None:
    """Handle what is held, on the event loop, and have all of it sent by one call."""
    held.called = False
    wake, session._message_enqueued_callback = session._message_enqueued_callback, None
    try:
        while held.events:
            held.events.popleft()()
    finally:
        session._message_enqueued_callback = wake
        if wake:
            wake()
        if held.events:  # one has failed, which the loop logs
            session._call_soon_on_event_loop(partial(_take, session, held))
