"""Browsers that left: their sessions keep choices, not what was drawn.

Streamlit keeps the sessions of 128 browsers for two minutes, should they come back. Their fragments
and download buttons hold what they draw: every state of a text, tens of megabytes a visitor, for
which there is no limit. A browser that comes back has the whole page run, as a server that has
never seen it needs that, too (`reruns.run_when_reconnected`): all of it is made again.

Streamlit 1.67 has no public place for this; `tests/web/test_left.py` shows what a session keeps.
"""

from __future__ import annotations

from functools import wraps

from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_leave = WebsocketSessionManager.disconnect_session


def keep_choices_only() -> None:
    """Have sessions forget what was drawn when their browser leaves; calling it again is free."""
    WebsocketSessionManager.disconnect_session = _on_leave  # type: ignore[assignment, method-assign]


@wraps(_leave)
def _on_leave(manager: WebsocketSessionManager, session_id: str) -> None:
    """Put a session aside, without what was drawn."""
    _leave(manager, session_id)
    kept = manager._session_storage.get(session_id)
    if kept is not None:
        _forget_drawn(kept.session)


def _forget_drawn(session: AppSession) -> None:
    session._fragment_storage.clear()
    if runtime.exists():
        files = runtime.get_instance().media_file_mgr
        files.clear_session_refs(session.id)
        files.remove_orphaned_files()
