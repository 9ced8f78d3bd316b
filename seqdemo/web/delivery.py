"""Streamlit runs close on one another: nothing lost, one after another.

On a busy server Streamlit 1.67 loses seven things, each now and then:

- What a run has shown, and that it has ended, if the next one begins before the server has sent
  that: the next one, too, may be stopped, or be asked by a callback for a fragment alone, and what
  a fragment no longer shows stays there. So all is now sent, and a run ends when it is on its way.
  An answer to a browser that asks where to send a file, or have one, is then sent, too.
- The rest of a callback, if a run of the page is asked for meanwhile: reading `st.session_state`
  is then where it is stopped. So a callback now is run to its end, and the next run waits for it.
- A click whose run had not begun when a run of the whole page was asked for: browsers send a click
  once. So that run now brings it.
- A click that the page reads, if the run before ends after it was heard: that forgets all clicks.
  So it now does not if another run has followed.
- The page that was chosen, if a fragment of the one before says something later, such as where the
  visitor rests, and the chosen one has not ended: that has the old page run. So it is not heard,
  nor is a field that is left as the visitor goes back (`web.page_left`).
- What is said in a fragment that the page has just drawn elsewhere, where it has another name: a
  message of a fragment that is not there is dropped. So it now has the page run.
- That a click is one, if a fragment's timer sends a message before it is sent: it comes twice. So
  it is left to the second message.

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
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _coalesce_widget_states,
    _has_active_trigger_value,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    RunLocation,
    ThreadState,
    get_script_run_ctx,
)
from streamlit.runtime.state import SessionState

from seqdemo.web.cached_messages import refer_to_what_is_kept
from seqdemo.web.hearing import take_in_order
from seqdemo.web.owed import RUN, owed_in
from seqdemo.web.page_left import is_of_page_left
from seqdemo.web.run_queue import RUNS, end_turn, has_turn, take_turn

PATIENCE = 2.0
"""Seconds that a run waits at most for the event loop."""

_ENDS = (
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
    ScriptRunnerEvent.FRAGMENT_STOPPED_WITH_SUCCESS,
)
_ENDS_TURN = (*_ENDS, ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN, ScriptRunnerEvent.SHUTDOWN)

_heard = AppSession._on_scriptrunner_event
_obey = ScriptRunner._maybe_handle_execution_control_request
_call = SessionState.on_script_will_rerun
_end = SessionState.on_script_finished
_ask = AppSession.request_rerun
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
        _wait_until_arrived(session, sender)


def _wait_until_arrived(session: AppSession, runner: ScriptRunner) -> None:
    """Wait for the event loop; of a run whose session has begun another, it drops the rest."""
    arrived, ended = threading.Event(), RUN.ended

    def arrive() -> None:
        if ended and session._scriptrunner is runner:
            ended()
        arrived.set()

    session._call_soon_on_event_loop(arrive)
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


@wraps(_end)
def _on_end(state: SessionState, *args: Any, **given: Any) -> None:
    """Forget clicks that a run has read, but none that the next one has heard already."""
    with _turn(state):
        run = get_script_run_ctx()
        followed = run and run.script_requests and run.script_requests._state
        if followed is not ScriptRequestType.STOP:
            _end(state, *args, **given)


@wraps(_ask)
def _on_ask(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for a run; one of the whole page brings the clicks of a run that has not begun."""
    if client_state:
        if is_of_page_left(session, client_state):
            return
        _find_its_part(session, client_state)
    if session._scriptrunner is not None:
        # What was put off now keeps somebody waiting.
        RUNS.hurry(session._scriptrunner._requests)
        if client_state and not client_state.fragment_id:
            waiting = _withdrawn(session._scriptrunner._requests, client_state.page_script_hash)
            if states := _coalesce_widget_states(waiting, client_state.widget_states):
                client_state.widget_states.CopyFrom(states)
    _ask(session, client_state)


def _find_its_part(session: AppSession, client_state: ClientState) -> None:
    """Have a message run the page if the fragment that it names is no longer there.

    Of a fragment that runs from time to time a message brings nothing, but may hold clicks: those
    the browser sends again, in the message that follows.
    """
    if client_state.is_auto_rerun:
        said = client_state.widget_states
        kept = [one for one in said.widgets if not _has_active_trigger_value(one)]
        said.CopyFrom(WidgetStates(widgets=kept))
    elif not session.has_fragment(client_state.fragment_id):
        client_state.fragment_id = ""


def _withdrawn(requests: ScriptRequests, page: str) -> WidgetStates | None:
    """What a run of a page that has not begun, and will not, was to hear."""
    with requests._lock:
        waiting = requests._rerun_data
        if requests._state is not ScriptRequestType.RERUN or waiting.page_script_hash != page:
            return None
        requests._state = ScriptRequestType.STOP
        return waiting.widget_states


@wraps(AppSession._clear_queue)
def _on_clear(session: AppSession, fragment_ids_this_run: list[str] | None = None) -> None:
    """Drop nothing when a run begins: what earlier ones have shown is still to be sent.

    The run may be stopped before it shows the same, and its callbacks may ask for something else.
    What is shown from now on takes no place of what was before.
    """
    session._browser_queue._delta_index_map = {}


@wraps(_begin)
def _on_ready(requests: ScriptRequests) -> ScriptRequest:
    """Wait for the turn of the next run; what it was to hear may still change meanwhile."""
    end_turn()
    if requests._state is ScriptRequestType.RERUN:
        wanted = requests._rerun_data
        whole = not (wanted.fragment_id_queue or wanted.fragment_id)
        take_turn(requests, later=whole or wanted.is_auto_rerun)
    run = get_script_run_ctx()
    if run is None:
        return _begin(requests)
    request = take_in_order(owed_in(run.session_state._state).hearing, requests, _begin)
    RUN.auto = request.type is ScriptRequestType.RERUN and request.rerun_data.is_auto_rerun
    return request


MENDED = {
    (AppSession, "_on_scriptrunner_event"): _on_event,
    (ScriptRunner, "_maybe_handle_execution_control_request"): _on_yield,
    (SessionState, "on_script_will_rerun"): _on_callbacks,
    (SessionState, "on_script_finished"): _on_end,
    (AppSession, "request_rerun"): _on_ask,
    (AppSession, "_clear_queue"): _on_clear,
    (ScriptRequests, "on_scriptrunner_ready"): _on_ready,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
