"""Stopped runs: what they had still to show, the next run shows.

A message may stop the run in progress, and a callback of it may have named fragments run instead of
the page. Streamlit does not take up again what the stopped run had still to show: its widget has
the new value, the page the old one. So what is to be shown is noted before a run can be stopped,
and a rerun of named fragments (`web.reruns`) takes with it all that has not been. So it is with
clicks: of a run that was stopped before it heard them, or before it came to their buttons.

Streamlit has no public place for this; `tests/web/test_stopped_runs.py` shows each of the losses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequestType,
    _coalesce_replay_trigger_states,
    _coalesce_widget_states,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
)
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState

from seqdemo.web.owed import PAGE, RUN, Clicks, Owed

_OWED = "seqdemo.owed"

_hear = SafeSessionState.on_script_will_rerun
_call = SessionState._call_callbacks
_call_one = SessionState._run_callback_and_record_rerun
_finish = ScriptRunner._on_script_finished


def _owed(session: SessionState) -> Owed:
    if _OWED not in session:
        session[_OWED] = Owed()
    found: Owed = session[_OWED]
    return found


@wraps(_hear)
def _on_hear(
    session: SafeSessionState,
    fresh_widget_states: WidgetStates | None,
    *,
    replay_trigger_states: WidgetStates | None = None,
    **given: Any,
) -> None:
    """Hear what the browser sent, with what earlier runs did not, and note what is to be shown."""
    owed, fresh = _owed(session._state), fresh_widget_states
    if fresh is not None:
        fresh, owed.unheard = _coalesce_widget_states(owed.unheard, fresh), None
    unread = owed.clicks.unread() if owed.clicks else None
    clicks = _coalesce_replay_trigger_states(unread, replay_trigger_states)
    RUN.owed, RUN.replaced, RUN.kept = owed, False, False
    owed.clicks = _of_this_run(clicks)
    try:
        _hear(session, fresh, replay_trigger_states=clicks, **given)
    except ScriptControlException:
        owed.unheard = fresh
        raise
    owed.clicks = _of_this_run(_coalesce_replay_trigger_states(clicks, fresh))
    _note(session._state)


def _of_this_run(clicks: WidgetStates | None) -> Clicks | None:
    run = get_script_run_ctx()
    return Clicks(clicks, run.shared.widget_ids_this_run.snapshot) if clicks and run else None


def _note(state: SessionState) -> None:
    """Note what a run is to show that has heard the browser; the fragments of a callback's too."""
    run, owed = get_script_run_ctx(), _owed(state)
    if run is None:
        return
    if not RUN.replaced:
        owed.add(_shows(run))
    elif RUN.kept and run.fragment_ids_this_run and run.script_requests:
        owed.add(_shows(run))
        itself = replace(
            state._build_full_app_rerun(run),
            fragment_id_queue=list(run.fragment_ids_this_run),
            is_fragment_scoped_rerun=True,
        )
        run.script_requests.request_rerun(itself)


@wraps(_call)
def _on_call(state: SessionState, **given: Any) -> None:
    """Call callbacks; what has changed and has none is shown also if one asks for something else.

    Its own run was not begun, or stopped, when the next message came.
    """
    if run := get_script_run_ctx():
        _owed(state).add([_name(run, one.fragment_id) for one in _plain(state)])
    _call(state, **given)


def _plain(state: SessionState) -> list[WidgetMetadata[Any]]:
    """Widgets that have changed and have no callback."""
    new = state._new_widget_state
    changed = [new.widget_metadata.get(one) for one in new if state._widget_changed(one)]
    return [
        one
        for one in changed
        if one and not one.disabled and one.callback is None and one.callbacks is None
    ]


@wraps(_call_one)
def _on_call_one(state: SessionState, votes: Any, run: Callable[[], None]) -> None:
    """Call a callback; note whether it leaves it at what is run by itself."""
    before = len(votes.pending_reruns)
    _call_one(state, votes, run)
    RUN.kept |= len(votes.pending_reruns) == before


def _name(run: ScriptRunContext, fragment: str | None) -> str:
    """The key of a fragment; its id if it has none, which `st.rerun` does not know."""
    keys = getattr(run.fragment_storage, "_target_key_by_id", {})
    return keys.get(fragment, fragment) or PAGE


def _shows(run: ScriptRunContext) -> list[str]:
    """What a run shows."""
    return [_name(run, one) for one in run.fragment_ids_this_run or (None,)]


@wraps(_finish)
def _on_finish(
    runner: ScriptRunner, run: ScriptRunContext, event: ScriptRunnerEvent, *args: Any, **given: Any
) -> None:
    """Note what a run has shown that was not stopped by a message."""
    owed, RUN.owed = _owed(runner._session_state._state), None
    if runner._requests._state is not ScriptRequestType.STOP:
        owed.clicks = None
        if event is not ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN:
            owed.shown(_shows(run))
    _finish(runner, run, event, *args, **given)


MENDED = {
    (SafeSessionState, "on_script_will_rerun"): _on_hear,
    (SessionState, "_call_callbacks"): _on_call,
    (SessionState, "_run_callback_and_record_rerun"): _on_call_one,
    (ScriptRunner, "_on_script_finished"): _on_finish,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
