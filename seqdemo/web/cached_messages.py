"""References to what a browser has: none to what it drops meanwhile.

A browser keeps messages of 10 KB and more, says with each of its own which it has, and gets a
reference instead of one of these. When a run ends it drops those that no run has shown for some
time. Streamlit 1.67 goes by what it had when it asked: if the end of a run comes meanwhile, a
reference may find nothing, and then that page shows nothing new any more until it is loaded again.
So what a browser drops is reckoned here, as the browser does it, a run sooner.

Streamlit has no public place for this; `tests/web/test_cached_messages.py` shows the loss.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import wraps
from weakref import WeakKeyDictionary

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

_enqueue = AppSession._enqueue_forward_msg
_flush = AppSession.flush_browser_queue


class KeptMessages:
    """What one browser keeps of the messages that it was sent."""

    def __init__(self) -> None:
        self._runs = 0
        self._shown: dict[str, tuple[int, str]] = {}
        # Hash -> how many runs had ended when a run showed it last, and the fragment it stands in.

    def __contains__(self, message: str) -> bool:
        """Whether the browser still has a message, named by its hash."""
        return message in self._shown

    def sent(self, message: ForwardMsg) -> None:
        """Note a message that goes out, or a reference to one."""
        if message.WhichOneof("type") == "ref_hash":
            _, fragment = self._shown.get(message.ref_hash, (0, ""))
            self._shown[message.ref_hash] = self._runs, fragment
        elif message.metadata.cacheable:
            self._shown[message.hash] = self._runs, message.delta.fragment_id

    def ended(self, fragments: Collection[str], most: int) -> None:
        """Drop what was shown too long ago: a run has ended.

        Args:
            fragments: Those that were run; none for the whole page. Of others nothing is dropped.
            most: Runs that the browser keeps a message for that none of them shows. Messages may go
                out after the end of their run is noted: here they are dropped a run sooner.
        """
        self._runs += 1
        for message, (run, fragment) in [*self._shown.items()]:
            if (not fragments or fragment in fragments) and self._runs - run >= most:
                del self._shown[message]


_kept: WeakKeyDictionary[AppSession, KeptMessages] = WeakKeyDictionary()


def kept_of(session: AppSession) -> KeptMessages:
    """What the browser of a session keeps."""
    return _kept.setdefault(session, KeptMessages())


def refer_to_what_is_kept(session: AppSession) -> None:
    """Have the run of this thread, which begins, refer to nothing that its browser has dropped."""
    if run := get_script_run_ctx():
        run.cached_message_hashes = _still(run.cached_message_hashes, kept_of(session))


def _still(hashes: Iterable[str], kept: KeptMessages) -> frozenset[str]:
    return frozenset(one for one in hashes if one in kept)


@wraps(_enqueue)
def _on_enqueue(session: AppSession, message: ForwardMsg) -> None:
    """Put a message among those to be sent; browsers drop others at the end of a run."""
    ends = message.WhichOneof("type") == "script_finished"
    if ends and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
        most = int(config.get_option("global.maxCachedMessageAge"))
        kept_of(session).ended([*message.metadata.run.fragment_ids], most)
    _enqueue(session, message)


@wraps(_flush)
def _on_flush(session: AppSession) -> list[ForwardMsg]:
    """Give all messages that go out now, and note those that browsers keep."""
    messages = _flush(session)
    for message in messages:
        kept_of(session).sent(message)
    return messages


MENDED = {
    (AppSession, "_enqueue_forward_msg"): _on_enqueue,
    (AppSession, "flush_browser_queue"): _on_flush,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
