"""Streamlit runs close on one another: nothing lost, one after another.

On a busy server Streamlit 1.67 loses seven things, each now and then:

- What a run has shown, if it ends and the next one begins before the server's event loop has
  passed that on: messages of a run that is over are dropped. So a run now ends when they are out.
- The rest of a callback, if a run of the page is asked for meanwhile: reading `st.session_state`
  is then where it is stopped. So a callback now is run to its end, and the next run waits for it.
- A click whose run had not begun when a run of the whole page was asked for: browsers send a click
  once. So that run now brings it.
- The page that was chosen, if a fragment of the one before says something later, such as where the
  visitor rests, and the chosen one has not ended: that has the old page run. So it is not heard.
- Where a file is to be sent, or can be had, if a run begins before the browser that asks was
  answered: the answer is dropped, and the upload or download never begins. So it is now kept.
- A fragment of a page that is still to be sent when a run of that fragment begins: then others take
  its place, and are overwritten. So it is now sent, too.

And it has the runs of all visitors compete: they now go one after another (`web.run_queue`). What
comes while a run waits goes into it, as Streamlit has it for runs that have not begun.

Streamlit has no public place for this; `tests/web/test_delivery.py` shows each of the losses.
"""

from __future__ import annotations

import threading
from functools import wraps
from typing import Any
from weakref import WeakValueDictionary

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _coalesce_widget_states,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState
from streamlit.runtime.state import SessionState

from seqdemo.web.cached_messages import refer_to_what_is_kept
from seqdemo.web.run_queue import RUNS, end_turn, has_turn, take_turn

PATIENCE = 2.0
"""Seconds that a run waits at most for the event loop."""

_ENDS = (
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
    ScriptRunnerEvent.FRAGMENT_STOPPED_WITH_SUCCESS,
)
_ENDS_TURN = (*_ENDS, ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN, ScriptRunnerEvent.SHUTDOWN)

_ANSWERS = ("backend_operation_response", "file_urls_response")
"""Messages to a browser that has asked: a file to download is made; one to upload goes there."""

_heard = AppSession._on_scriptrunner_event
_obey = ScriptRunner._maybe_handle_execution_control_request
_call = SessionState.on_script_will_rerun
_ask = AppSession.request_rerun
_clear = ForwardMsgQueue.clear
_begin = ScriptRequests.on_scriptrunner_ready


@wraps(_heard)
def _on_event(
    session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **given: Any
) -> None:
    """Pass an event on to the event loop; if it ends a run, wait until it and all before are there.

    A request for a next run that comes meanwhile goes to the same runner, whose messages count.
    """
    if sender is None or not sender._is_in_script_thread():
        _heard(session, sender, event, **given)
        return
    if event is ScriptRunnerEvent.SCRIPT_STARTED and not has_turn():
        # What the visitor has done was taken over by the run that this one follows.
        take_turn(sender._requests, later=True)
    if event is ScriptRunnerEvent.SCRIPT_STARTED:
        refer_to_what_is_kept(session)
    _heard(session, sender, event, **given)
    if event in _ENDS_TURN:
        end_turn()
    if event in _ENDS:
        arrived = threading.Event()
        session._call_soon_on_event_loop(arrived.set)
        arrived.wait(PATIENCE)


@wraps(_obey)
def _on_yield(runner: ScriptRunner) -> None:
    """Stop or rerun if that was asked for, but not amid a callback."""
    inside = ThreadState.get().run_location is RunLocation.CALLBACK
    if not (inside and runner._is_in_script_thread()):
        _obey(runner)


@wraps(_call)
def _on_callbacks(state: SessionState, *args: Any, **given: Any) -> None:
    """Take over what the browser sent and call callbacks, after those of an earlier run."""
    with _turn(state):
        _call(state, *args, **given)


_turns: WeakValueDictionary[int, threading.RLock] = WeakValueDictionary()
_turns_held = threading.Lock()


def _turn(state: SessionState) -> threading.RLock:
    """A lock of one visitor's callbacks; it goes when no run holds or awaits it."""
    with _turns_held:
        return _turns.setdefault(id(state), threading.RLock())


@wraps(_ask)
def _on_ask(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for a run; one of the whole page brings the clicks of a run that has not begun."""
    if session._scriptrunner is not None:
        if client_state and _of_page_left(client_state, session._scriptrunner):
            return
        # What was put off now keeps somebody waiting.
        RUNS.hurry(session._scriptrunner._requests)
    if client_state and not client_state.fragment_id and session._scriptrunner is not None:
        waiting = _withdrawn(session._scriptrunner._requests, client_state.page_script_hash)
        if states := _coalesce_widget_states(waiting, client_state.widget_states):
            client_state.widget_states.CopyFrom(states)
    _ask(session, client_state)


def _of_page_left(client_state: ClientState, runner: ScriptRunner) -> bool:
    """Whether a fragment's message is of a page other than the one that is run, or waits for it."""
    with runner._requests._lock:
        waiting = runner._requests._rerun_data
        whole = runner._requests._state is ScriptRequestType.RERUN and not waiting.fragment_id_queue
    chosen = waiting.page_script_hash if whole else runner._pages_manager.intended_page_script_hash
    pages = {chosen or "", client_state.page_script_hash}
    # One that was asked for by its name has no hash yet: it may be the same.
    return bool(client_state.fragment_id) and len(pages) > 1 and "" not in pages


def _withdrawn(requests: ScriptRequests, page: str) -> WidgetStates | None:
    """What a run of a page that has not begun, and will not, was to hear."""
    with requests._lock:
        waiting = requests._rerun_data
        if requests._state is not ScriptRequestType.RERUN or waiting.page_script_hash != page:
            return None
        requests._state = ScriptRequestType.STOP
        return waiting.widget_states


@wraps(_clear)
def _on_clear(
    queue: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    """Drop what an earlier run has shown, but no answer to a browser that has asked for one.

    And nothing of a page, for the run of a fragment: browsers find elements by their places.
    """
    waiting = queue._queue if retain_lifecycle_msgs else []
    if fragment_ids_this_run and any(_is_of_page(one) for one in waiting):
        queue._delta_index_map = {}
        return
    answers = [one for one in waiting if one.WhichOneof("type") in _ANSWERS]
    _clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
    queue._queue.extend(one for one in answers if one not in queue._queue)


def _is_of_page(message: ForwardMsg) -> bool:
    """Whether a run of a whole page begins or ends with it."""
    kind = message.WhichOneof("type")
    return kind in ("new_session", "script_finished") and not message.metadata.run.fragment_ids


@wraps(_begin)
def _on_ready(requests: ScriptRequests) -> ScriptRequest:
    """Wait for the turn of the next run; what it was to hear may still change meanwhile."""
    end_turn()
    if requests._state is ScriptRequestType.RERUN:
        wanted = requests._rerun_data
        whole = not (wanted.fragment_id_queue or wanted.fragment_id)
        take_turn(requests, later=whole or wanted.is_auto_rerun)
    return _begin(requests)


MENDED = {
    (AppSession, "_on_scriptrunner_event"): _on_event,
    (ScriptRunner, "_maybe_handle_execution_control_request"): _on_yield,
    (SessionState, "on_script_will_rerun"): _on_callbacks,
    (AppSession, "request_rerun"): _on_ask,
    (ForwardMsgQueue, "clear"): _on_clear,
    (ScriptRequests, "on_scriptrunner_ready"): _on_ready,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
