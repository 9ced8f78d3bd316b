"""Stopped runs: what they had still to show, the next run shows.

A message may stop the run in progress, and a callback of it may have named fragments run instead of
the page. Streamlit does not take up again what the stopped run had still to show: its widget has
the new value, the page the old one. So what is to be shown is noted before a run can be stopped,
and a rerun of named fragments (`web.reruns`) takes with it all that has not been, and so does the
run of a fragment. A message of one fragment may also hold what was said elsewhere at the same time:
that is shown, too. So it is with what a run was stopped before it heard. A click is heard once: its
callback is called, and a page reads no button.

Streamlit has no public place for this; `tests/web/test_stopped_runs.py` shows each of the losses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial, wraps
from typing import Any, TypeAlias

from streamlit.errors import StreamlitAPIException
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _coalesce_widget_states,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
)
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState

from seqdemo.web.hearing import take_in_order
from seqdemo.web.owed import PAGE, RUN, owed_in

Metadata: TypeAlias = WidgetMetadata[Any]

_hear = SafeSessionState.on_script_will_rerun
_call = SessionState._call_callbacks
_call_one = SessionState._run_callback_and_record_rerun
_request = ScriptRequests.request_rerun
_take = ScriptRequests.on_scriptrunner_yield
_finish = ScriptRunner._on_script_finished


@wraps(_hear)
def _on_hear(
    session: SafeSessionState,
    fresh_widget_states: WidgetStates | None,
    **given: Any,
) -> None:
    """Hear what the browser sent, with what earlier runs did not, and note what is to be shown."""
    owed, run = owed_in(session._state), get_script_run_ctx()
    with owed.hearing.turn(run.script_requests if run else None):
        fresh = fresh_widget_states
        if fresh is not None:
            fresh, owed.unheard = _coalesce_widget_states(owed.unheard, fresh), None
        RUN.begin(owed)
        try:
            _hear(session, fresh, **given)
        except ScriptControlException:
            owed.unheard = fresh
            raise
        _note(session._state)


def _note(state: SessionState) -> None:
    """Note what a run is to show that has heard the browser, and run that if it is not all of it.

    What a browser says close on one another it sends in one message, for the fragment of one.
    """
    run, owed = get_script_run_ctx(), owed_in(state)
    if run is None or (RUN.replaced and not RUN.kept):
        return
    asked = [name if _is_known(run, name) else PAGE for name in _shows(run)]
    owed.add([*asked, *RUN.changed])
    if run.fragment_ids_this_run and (RUN.replaced or not {*owed.shows} <= {*_shows(run)}):
        _run_all(run, owed.shows)


def _is_known(run: ScriptRunContext, name: str) -> bool:
    """Whether a fragment is still on its page; nobody waits for one that runs from time to time."""
    ids = run.fragment_ids_this_run or ()
    return RUN.auto or name not in ids or run.fragment_storage.contains(name)


def _run_all(run: ScriptRunContext, names: Sequence[str]) -> None:
    """Run what is to be shown; the page if a fragment of it is not there."""
    wanted = RerunData(
        query_string=run.query_string,
        page_script_hash=run.page_script_hash,
        cached_message_hashes=run.cached_message_hashes,
        context_info=run.context_info,
    )
    with suppress(StreamlitAPIException):
        fragments = [one for name in names for one in _ids(run, name)]
        wanted = replace(wanted, fragment_id_queue=fragments, is_fragment_scoped_rerun=True)
    if run.script_requests:
        run.script_requests.request_rerun(wanted)


def _ids(run: ScriptRunContext, name: str) -> list[str]:
    """The ids of fragments of that name.

    Raises:
        StreamlitAPIException: If there is none.
    """
    found = run.fragment_storage.contains(name)
    return [name] if found else run.fragment_storage.resolve_target(name)


@wraps(_call)
def _on_call(state: SessionState, **given: Any) -> None:
    """Call callbacks; what has changed and has none is shown also if one asks for something else.

    Its own run was not begun, or stopped, when the next message came.
    """
    if run := get_script_run_ctx():
        heard, plain = _changed(state)
        RUN.changed = [_name(run, one.fragment_id) for one in heard]
        owed_in(state).add([_name(run, one.fragment_id) for one in plain])
    _call(state, **given)


def _changed(state: SessionState) -> tuple[list[Metadata], list[Metadata]]:
    """Widgets that have changed: those with callbacks, and those without."""
    new = state._new_widget_state
    changed = [new.widget_metadata.get(one) for one in new if _has_changed(state, one)]
    there = [one for one in changed if one and not one.disabled]
    heard = [one for one in there if one.callback is not None or one.callbacks is not None]
    return heard, [one for one in there if one not in heard]


def _has_changed(state: SessionState, widget: str) -> bool:
    """Whether a widget says something else; a list of what a script has given as a tuple is not."""
    new, old = (each.get(widget) for each in (state._new_widget_state, state._old_state))
    if isinstance(new, list) and isinstance(old, tuple):
        return tuple(new) != old
    return state._widget_changed(widget)


@wraps(_call_one)
def _on_call_one(state: SessionState, votes: Any, run: Callable[[], None]) -> None:
    """Call a callback; note whether it leaves it at what is run by itself."""
    before = len(votes.pending_reruns)
    _call_one(state, votes, run)
    RUN.kept |= len(votes.pending_reruns) == before


@wraps(_request)
def _on_request(requests: ScriptRequests, new_data: RerunData) -> bool:
    """Note what a run asks for by `st.rerun`: a message may stop it before that is begun."""
    run = get_script_run_ctx(suppress_warning=True)
    if run and run.script_requests is requests:
        fragments = new_data.fragment_id_queue or (None,)
        owed_in(run.session_state._state).add([_name(run, one) for one in fragments])
    return _request(requests, new_data)


@wraps(_take)
def _on_take(requests: ScriptRequests) -> ScriptRequest | None:
    """Take up what a run is to end for; no later message is heard before."""
    run = get_script_run_ctx()
    if run is None or requests._state is not ScriptRequestType.RERUN:
        return _take(requests)
    return take_in_order(owed_in(run.session_state._state).hearing, requests, _take)


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
    """Note what a run has shown that was not stopped by a message, once that is on its way."""
    owed, RUN.owed, RUN.ended = owed_in(runner._session_state._state), None, None
    is_stopped = runner._requests._state is ScriptRequestType.STOP
    if not is_stopped and event is not ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN:
        # A run that was stopped has perhaps asked for more since this one has begun.
        if run.fragment_ids_this_run and (left := owed.without(_shows(run))):
            _run_all(run, left)
        RUN.ended = partial(owed.shown, _shows(run), owed.asked)
    _finish(runner, run, event, *args, **given)


MENDED = {
    (SafeSessionState, "on_script_will_rerun"): _on_hear,
    (SessionState, "_call_callbacks"): _on_call,
    (SessionState, "_run_callback_and_record_rerun"): _on_call_one,
    (ScriptRequests, "request_rerun"): _on_request,
    (ScriptRequests, "on_scriptrunner_yield"): _on_take,
    (ScriptRunner, "_on_script_finished"): _on_finish,
}
"""Methods of Streamlit, and what `web.mends` puts in their places."""
