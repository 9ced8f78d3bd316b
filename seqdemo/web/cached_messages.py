"""References to what a browser has: none to what it drops meanwhile.

A browser keeps messages of 10 KB and more, says with each of its own which it has, and gets a
reference instead of one of these. When a run ends it drops those that no run has shown for some
time. Streamlit 1.67 goes by what it had when it asked: if the end of a run comes meanwhile, a
reference may find nothing, and then that page shows nothing new any more until it is loaded again.
So what a browser drops is reckoned here, as the browser does it, of all that it is sent.

Streamlit has no public place for this; `tests/web/test_cached_messages.py` shows the loss.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import wraps
from weakref import WeakKeyDictionary

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

_flush = AppSession.flush_browser_queue


class KeptMessages:
    """What one browser keeps of the messages that it was sent."""

    def __init__(self) -> None:
        self.lock = threading.Lock()  # between what waits and what was sent nothing gets lost
        self._runs = 0
        self._shown: dict[str, tuple[int, str]] = {}
        # Hash -> how many runs had ended when a run showed it last, and the fragment it stands in.

    def __contains__(self, message: str) -> bool:
        """Whether the browser still has a message, named by its hash."""
        return message in self._shown

    def sent(self, message: ForwardMsg) -> None:
        """Note a message that goes out, a reference to one, or the end of a run."""
        name = message.ref_hash or (message.hash if message.metadata.cacheable else "")
        if name:
            _, fragment = self._shown.get(name, (0, message.delta.fragment_id))
            self._shown[name] = self._runs, fragment
        elif _ends_run(message):
            self._runs += 1
            fragments, most = message.metadata.run.fragment_ids, _most()
            for one, (run, fragment) in [*self._shown.items()]:
                if (not fragments or fragment in fragments) and self._runs - run > most:
                    del self._shown[one]

    def after(self, waiting: Iterable[ForwardMsg]) -> KeptMessages:
        """What is left when the runs have ended whose ends wait: what they show may not be sent."""
        later = KeptMessages()
        later._runs, later._shown = self._runs, dict(self._shown)
        for message in waiting:
            if _ends_run(message):
                later.sent(message)
        return later


def _ends_run(message: ForwardMsg) -> bool:
    """Whether a browser takes it for the end of a run: one that was stopped for another is none."""
    ends = message.WhichOneof("type") == "script_finished"
    return ends and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _most() -> int:
    """Ends of runs for which browsers keep a message that no run shows."""
    return int(config.get_option("global.maxCachedMessageAge"))


_kept: WeakKeyDictionary[AppSession, KeptMessages] = WeakKeyDictionary()


def kept_of(session: AppSession) -> KeptMessages:
    """What the browser of a session keeps."""
    return _kept.setdefault(session, KeptMessages())


def refer_to_what_is_kept(session: AppSession) -> None:
    """Have the run of this thread, which begins, refer to nothing that its browser has dropped."""
    run, kept = get_script_run_ctx(), kept_of(session)
    if run and run.cached_message_hashes:
        with kept.lock:
            left = kept.after([*session._browser_queue._queue])
        run.cached_message_hashes = frozenset(
            one for one in run.cached_message_hashes if one in left
        )


@wraps(_flush)
def _on_flush(session: AppSession) -> list[ForwardMsg]:
    """Give all messages that go out now, and note what browsers keep of them."""
    kept = kept_of(session)
    with kept.lock:
        messages = _flush(session)
        for message in messages:
            kept.sent(message)
    return messages


MENDED = {(AppSession, "flush_browser_queue"): _on_flush}
"""A method of Streamlit, and what `web.mends` puts in its place."""
