"""Browsers that left: their sessions keep choices, not what was drawn.

Streamlit keeps the sessions of 128 browsers for two minutes, should they come back. Their fragments
and download buttons hold what they draw: every state of a text, tens of megabytes a visitor, for
which there is no limit. A browser that comes back has the whole page run, as a server that has
never seen it needs that, too (`reruns.run_when_reconnected`): all of it is made again. What is
pressed sooner, in a fragment or to download, is heard as soon as it is there.

Streamlit 1.67 has no public place for this; `tests/web/test_left.py` shows what a session keeps.
"""

from __future__ import annotations

import threading
import time
from functools import wraps
from weakref import WeakKeyDictionary

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

PATIENCE, LOOK = 5.0, 0.05
"""Seconds that a download waits at most for its page to be drawn again, and between two looks."""

_leave = WebsocketSessionManager.disconnect_session
_hear = AppSession._handle_rerun_script_request
_download = MediaFileManager.execute_deferred

_forgotten: WeakKeyDictionary[AppSession, dict[str, str]] = WeakKeyDictionary()
"""Sessions that have forgotten what was drawn -> their downloads: name of the file, and button."""
_held = threading.Lock()


def keep_choices_only() -> None:
    """Have sessions forget what was drawn when their browser leaves; calling it again is free."""
    for (owner, name), own in MENDED.items():
        setattr(owner, name, own)


@wraps(_leave)
def _on_leave(manager: WebsocketSessionManager, session_id: str) -> None:
    """Put a session aside, without what was drawn."""
    _leave(manager, session_id)
    kept = manager._session_storage.get(session_id)
    if kept is not None and runtime.exists():
        _forget_drawn(kept.session, runtime.get_instance().media_file_mgr)


def _forget_drawn(session: AppSession, files: MediaFileManager) -> None:
    with _held:  # a browser may leave twice before its page was drawn again
        _forgotten[session] = _buttons(files, session.id) or _forgotten.get(session, {})
    session._fragment_storage.clear()
    files.clear_session_refs(session.id)
    files.remove_orphaned_files()


def _buttons(files: MediaFileManager, session_id: str) -> dict[str, str]:
    """Names of a session's files to download -> ids of their buttons."""
    with files._lock:
        return {
            name: file["element_id"]
            for name, file in files._deferred_callables.items()
            if file["session_id"] == session_id
        }


@wraps(_hear)
def _on_message(session: AppSession, client_state: ClientState | None = None) -> None:
    """Run what a browser asks for; the page, for a fragment that has been forgotten."""
    if client_state and session in _forgotten:
        known = session.has_fragment(client_state.fragment_id)
        # A fragment's own timer comes again, and would stop the page's run each time.
        if not known and not client_state.is_auto_rerun:
            client_state.fragment_id = ""
    _hear(session, client_state)


@wraps(_download)
def _on_download(files: MediaFileManager, file_id: str) -> str:
    """Make a file; one that has been forgotten when its page has been drawn again."""
    with _held:
        found = [(s.id, names[file_id]) for s, names in _forgotten.items() if file_id in names]
    return _download(files, _made_again(files, *found[0]) or file_id if found else file_id)


def _made_again(files: MediaFileManager, session_id: str, button: str) -> str | None:
    """The name of a button's file as it is now; None if it does not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for name, its_button in _buttons(files, session_id).items():
            if its_button == button:
                return name
        time.sleep(LOOK)
    return None


MENDED = {
    (WebsocketSessionManager, "disconnect_session"): _on_leave,
    (AppSession, "_handle_rerun_script_request"): _on_message,
    (MediaFileManager, "execute_deferred"): _on_download,
}
"""Methods of Streamlit, and what `keep_choices_only` puts in their places."""
