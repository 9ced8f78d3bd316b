"""Messages of a page that is left: they would have it run again."""

from __future__ import annotations

from urllib.parse import urlsplit

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def is_of_page_left(session: AppSession, client_state: ClientState) -> bool:
    """Whether a message is of a page other than the one that is run, or waits for it.

    One of a fragment is. And so is one that says what controls hold, from where the address is that
    of the chosen page already, as after Back: a link that asks for another page holds none.
    """
    chosen = _chosen(session)
    pages = {chosen, client_state.page_script_hash}
    # One that was asked for by its name has no hash yet: it may be the same.
    if len(pages) == 1 or "" in pages:
        return False
    holds = bool(client_state.widget_states.widgets)
    return bool(client_state.fragment_id) or (holds and _is_at(session, chosen, client_state))


def _chosen(session: AppSession) -> str:
    """The page that is run, or waits for it."""
    if session._scriptrunner is not None:
        requests = session._scriptrunner._requests
        with requests._lock:
            waiting = requests._rerun_data
            if requests._state is ScriptRequestType.RERUN and not waiting.fragment_id_queue:
                return waiting.page_script_hash or ""
    return session._pages_manager.intended_page_script_hash or ""


def _is_at(session: AppSession, page: str, client_state: ClientState) -> bool:
    """Whether a browser's address is that of a page; the home page's ends in no name."""
    found, url = session._pages_manager.get_pages().get(page), client_state.context_info.url
    if found is None or not url:
        return False
    return urlsplit(url).path.rpartition("/")[2] == found.get("url_pathname")
