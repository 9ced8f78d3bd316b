"""Browsers that left: their sessions keep choices, not what was drawn.

Streamlit keeps the sessions of 128 browsers for two minutes, should they come back. Their fragments
and download buttons hold what they draw: every state of a text, tens of megabytes a visitor, for
which there is no limit. A browser that comes back has the whole page run, as a server that has
never seen it needs that, too (`reruns.run_when_reconnected`): all of it is made again. What is
pressed sooner is heard then: `delivery` has the page run for a fragment that is not there, and
`downloads` waits for a button.

Streamlit 1.67 has no public place for this; `tests/web/test_left.py` shows what a session keeps.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_leave = WebsocketSessionManager.disconnect_session
_return = WebsocketSessionManager._resume_stored_session


@wraps(_leave)
def _on_leave(manager: WebsocketSessionManager, session_id: str) -> None:
    """Put a session aside, without what was drawn."""
    _leave(manager, session_id)
    kept = manager._session_storage.get(session_id)
    if kept is not None and runtime.exists():
        _forget_drawn(kept.session, runtime.get_instance().media_file_mgr)


def _forget_drawn(session: AppSession, files: MediaFileManager) -> None:
    session._fragment_storage.clear()
    files.clear_session_refs(session.id)
    files.remove_orphaned_files()


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
