"""Timers of fragments: none is lost by a run for something else.

Browsers run a fragment with `run_every` from time to time, until a run of the whole page begins,
which names all such fragments anew. But a callback of that run may ask for other fragments instead:
Streamlit 1.67 then leaves the browser without any timer. A search that goes on, say, is looked at
no more. So the browser is told of them again.

Streamlit has no public place for this; `tests/web/test_timers.py` shows the loss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from weakref import WeakKeyDictionary

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession

_enqueue = AppSession._enqueue_forward_msg


@dataclass
class Timers:
    """Of one browser.

    Attributes:
        running: Ids of fragments -> the messages that told it of them.
        stopped: Those that a run of the page has stopped which has not ended yet.
    """

    running: dict[str, ForwardMsg] = field(default_factory=dict)
    stopped: dict[str, ForwardMsg] = field(default_factory=dict)

    def told(self, message: ForwardMsg) -> dict[str, ForwardMsg]:
        """Note what a browser is told; returns what it is to be told of again after that."""
        kind, whole = message.WhichOneof("type"), not message.metadata.run.fragment_ids
        if kind == "auto_rerun":
            self.running[message.auto_rerun.fragment_id] = message
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self.running.pop(fragment, None)
        elif kind == "new_session" and whole:
            self.stopped, self.running = self.stopped | self.running, {}
        elif kind == "new_session":
            again, self.stopped = self.stopped, {}
            return again
        elif kind == "script_finished" and whole and _is_end(message):
            self.stopped = {}
        return {}


def _is_end(message: ForwardMsg) -> bool:
    return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


_timers: WeakKeyDictionary[AppSession, Timers] = WeakKeyDictionary()


@wraps(_enqueue)
def _on_enqueue(session: AppSession, msg: ForwardMsg) -> None:
    """Tell a browser something, and of its timers again if it has stopped them for nothing."""
    _enqueue(session, msg)
    for fragment, timer in _timers.setdefault(session, Timers()).told(msg).items():
        if session.has_fragment(fragment):
            _on_enqueue(session, timer)


MENDED = {(AppSession, "_enqueue_forward_msg"): _on_enqueue}
"""A method of Streamlit, and what `web.mends` puts in its place."""
