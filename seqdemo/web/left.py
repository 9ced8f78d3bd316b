"""Browsers that left: their sessions keep choices, not what was drawn.

Streamlit keeps the sessions of 128 browsers for two minutes, should they come back. Their fragments
and download buttons hold what they draw: every state of a text, tens of megabytes a visitor, for
which there is no limit. A browser that comes back has the whole page run, as a server that has
never seen it needs that, too (`reruns.run_when_reconnected`): all of it is made again. What is
pressed sooner is heard as soon as it is there, in a fragment here, to download by `downloads`.

Streamlit 1.67 has no public place for this; `tests/web/test_left.py` shows what a session keeps.
"""

from __future__ import annotations

from functools import wraps
from weakref import WeakSet

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_leave = WebsocketSessionManager.disconnect_session
_hear = AppSession._handle_rerun_script_request

_forgotten: WeakSet[AppSession] = WeakSet()
"""Sessions that have forgotten what was drawn."""


@wraps(_leave)
def _on_leave(manager: WebsocketSessionManager, session_id: str) -> None:
    """Put a session aside, without what was drawn."""
    _leave(manager, session_id)
    kept = manager._session_storage.get(session_id)
    if kept is not None and runtime.exists():
        _forget_drawn(kept.session, runtime.get_instance().media_file_mgr)


def _forget_drawn(session: AppSession, files: MediaFileManager) -> None:
    _forgotten.add(session)
    session._fragment_storage.clear()
    files.clear_session_refs(session.id)
    files.remove_orphaned_files()


@wraps(_hear)
def _on_message(session: AppSession, client_state: ClientState | None = None) -> None:
    """Run what a browser asks for; the page, for a fragment that has been forgotten."""
    if client_state and session in _forgotten:
        known = session.has_fragment(client_state.fragment_id)
        # A fragment's own timer comes again, and would stop the page's run each time.
        if not known and not client_state.is_auto_rerun:
            client_state.fragment_id = ""
    _hear(session, client_state)


MENDED = {
    (WebsocketSessionManager, "disconnect_session"): _on_leave,
    (AppSession, "_handle_rerun_script_request"): _on_message,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
