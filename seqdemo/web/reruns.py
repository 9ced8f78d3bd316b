"""`st.rerun` of fragments that loses nothing of the run it stops.

A rerun of named fragments stops the run in progress at once, and Streamlit does not take up again
what that run had still to show: a photo that was chosen stays unseen when a moment later the
picture, playing, has the address written. So a page and its named fragments say when they are
done; a rerun takes with it all that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from typing import ParamSpec

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import RerunException

from seqdemo.web.pace import keep_pace, note_run

PAGE = "app"
"""The whole page, among the keys of fragments."""

_UNFINISHED = "seqdemo.unfinished"

_SELDOM = 86_400.0
"""Seconds; browsers count no more than some weeks."""

P = ParamSpec("P")


def fragment(
    key: str, run_every: float | None = None
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Decorate a function as an `st.fragment` that `rerun` knows by its key.

    Args:
        key: Names it on its page.
        run_every: Seconds between two runs of its own; None for none.
    """

    def decorate(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
            with _finishing(key):
                note_run()
                draw(*args, **kwargs)

        return st.fragment(drawn, key=key, run_every=run_every)

    return decorate


def begin_page() -> None:
    """Note that a run of the whole page has begun, which nothing of earlier runs outlives."""
    # Noted first: a run that is stopped while it waits for its turn has shown nothing yet.
    _note(lambda: [PAGE])
    keep_pace()


@st.fragment(run_every=_SELDOM)
def run_when_reconnected() -> None:
    """Have the browser run the whole page once it is connected again; call it on every page.

    It does so by itself only if the latest run was one of fragments, or if some fragment runs from
    time to time, as this one, which shows nothing. Otherwise a server that has never seen the
    visitor gets to hear of fragments that it does not know, and answers nothing.
    """


@contextmanager
def page_run() -> Iterator[None]:
    """What is left of a run of the whole page after `begin_page`."""
    with _finishing(PAGE):
        yield


def expect(key: str) -> None:
    """Note that a fragment or `PAGE` is to be shown again, by a run that may be stopped first."""
    _note(lambda: list(dict.fromkeys([*_unfinished(), key])))


def rerun(targets: Sequence[str]) -> None:
    """Rerun fragments, and what the run that this stops had still to show: call it in a callback.

    Args:
        targets: Keys of fragments, or `PAGE`. The whole page is rerun where it has not come to one
            of them yet.

    Raises:
        RerunException: Always, as `st.rerun` does.
    """
    wanted = list(dict.fromkeys([*_unfinished(), *targets]))
    st.session_state[_UNFINISHED] = wanted
    if PAGE not in wanted:
        with suppress(StreamlitAPIException):
            st.rerun(wanted)
    st.rerun()


def _note(unfinished: Callable[[], list[str]]) -> None:
    """Note what has begun, also if a message that came first stops the run just here.

    A run may be stopped wherever it reads or writes the session, so also before its first note.
    """
    try:
        st.session_state[_UNFINISHED] = unfinished()
    except RerunException:
        st.session_state[_UNFINISHED] = unfinished()
        raise


def _unfinished() -> list[str]:
    found: list[str] = st.session_state.get(_UNFINISHED, [])
    return found


@contextmanager
def _finishing(key: str) -> Iterator[None]:
    """Note that it has begun and is done, also if it failed: trying again would fail again."""
    expect(key)
    try:
        yield
    except RerunException:
        raise
    except BaseException:
        _finish(key)
        raise
    _finish(key)


def _finish(key: str) -> None:
    st.session_state[_UNFINISHED] = [each for each in _unfinished() if each != key]
