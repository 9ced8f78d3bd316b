"""Sessions of browsers that left: what they keep, and for how long.

Streamlit keeps the sessions of 128 browsers for two minutes, should they come back. Their fragments
and download buttons hold what they draw: every state of a text, tens of megabytes a visitor, for
which there is no limit. A browser that comes back has the whole page run, as a server that has
never seen it needs that, too (`reruns.run_when_reconnected`): all of it is made again. What is
pressed sooner is heard then: `delivery` has the page run for a fragment that is not there, and
`downloads` waits for a button.

When that time is over Streamlit drops a session once another is put aside, and relies on Python's
garbage collector for the rest: choices, texts and files of the last to leave stay for as long as
nobody else comes, and those of a visitor who was there while the server froze what it had loaded
(`app.networks.warm`) for ever. Here a session that nobody can come back to is emptied.

Streamlit 1.67 has no public place for this; `tests/web/test_left.py` shows what a session keeps.
"""

from __future__ import annotations

import weakref
from functools import wraps
from typing import Any

from streamlit import runtime
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_MARGIN = 0.1
"""Seconds after the end of that time: then the storage has it no more, by any clock."""

_leave = WebsocketSessionManager.disconnect_session
_return = WebsocketSessionManager._resume_stored_session


@wraps(_leave)
def _on_leave(manager: WebsocketSessionManager, session_id: str) -> None:
    """Put a session aside, without what was drawn."""
    _leave(manager, session_id)
    kept = manager._session_storage.get(session_id)
    if kept is not None and runtime.exists():
        served = runtime.get_instance()
        _forget_drawn(kept.session, served.media_file_mgr)
        _forget_all_later(manager, kept.session, served)


def _forget_drawn(session: AppSession, files: MediaFileManager) -> None:
    session._fragment_storage.clear()
    files.clear_session_refs(session.id)
    files.remove_orphaned_files()


def _forget_all_later(
    manager: WebsocketSessionManager, session: AppSession, served: Runtime
) -> None:
    """Empty a session that was put aside, when nobody can come back to it any more."""
    aside, name = weakref.ref(session), session.id  # of more than 128 the first is dropped at once

    def time_is_over() -> None:
        left = aside()
        if left is not None and manager.get_session_info(name) is None:
            left.shutdown()
            left.session_state.clear()
            left._client_state.Clear()

    loop = served._get_async_objs().eventloop
    seconds = manager._session_storage._cache.ttl  # type: ignore[attr-defined]
    loop.call_soon_threadsafe(loop.call_later, seconds + _MARGIN, time_is_over)


@wraps(_return)
def _on_return(manager: WebsocketSessionManager, *args: Any, **given: Any) -> str | None:
    """Take a session up again, without what nobody was there to be sent: browsers miss a part."""
    session_id = _return(manager, *args, **given)
    if session_id is not None:
        manager._active_session_info_by_id[session_id].session._browser_queue.clear()
    return session_id


MENDED = {
    (WebsocketSessionManager, "disconnect_session"): _on_leave,
    (WebsocketSessionManager, "_resume_stored_session"): _on_return,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
