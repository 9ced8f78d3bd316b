"""`st.rerun` of fragments that loses nothing of the run it stops.

A rerun of named fragments stops the run in progress at once, and Streamlit does not take up again
what that run had still to show: a photo that was chosen stays unseen when a moment later the
picture, playing, has the address written. So a rerun takes with it all that was not shown yet
(`web.owed`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial, wraps
from typing import Any, ParamSpec

import streamlit as st
from streamlit.errors import StreamlitAPIException

from seqdemo.web.owed import PAGE, replace_run
from seqdemo.web.pace import note_run

__all__ = ["PAGE", "fragment", "rerun", "run_when_reconnected", "with_its_fragment"]

_SELDOM = 86_400.0
"""Seconds; browsers count no more than some weeks."""

P = ParamSpec("P")


class _Drawn(threading.local):
    """Key of the fragment that this thread draws; "" outside of those that have one."""

    key = ""


_DRAWN = _Drawn()


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
            note_run()
            around, _DRAWN.key = _DRAWN.key, key
            try:
                draw(*args, **kwargs)
            finally:
                _DRAWN.key = around

        return st.fragment(drawn, key=key, run_every=run_every)

    return decorate


@st.fragment(run_every=_SELDOM)
def run_when_reconnected() -> None:
    """Have the browser run the whole page once it is connected again; call it on every page.

    It does so by itself only if the latest run was one of fragments, or if some fragment runs from
    time to time, as this one, which shows nothing. Otherwise a server that has never seen the
    visitor gets to hear of fragments that it does not know, and answers nothing.
    """


def rerun(targets: Sequence[str]) -> None:
    """Rerun fragments, and what the run that this stops had still to show: call it in a callback.

    Args:
        targets: Keys of fragments, or `PAGE`. The whole page is rerun where it has not come to one
            of them yet.

    Raises:
        RerunException: Always, as `st.rerun` does.
    """
    wanted = replace_run(targets)
    if PAGE not in wanted:
        with suppress(StreamlitAPIException):
            st.rerun(wanted)
    st.rerun()


def with_its_fragment(*keys: str) -> dict[str, Any]:
    """Arguments of a control by which it reruns fragments beside the one it is drawn in.

    A control reruns what it stands in: without a fragment of its own, that is the whole page.
    """
    here = _DRAWN.key
    return {"on_change": partial(rerun, [here, *keys])} if here else {}
