"""Page that a click asks for: the next run goes there.

A run that is stopped by a message, as when two things are done close on one another, is not taken
up again by Streamlit: an `st.switch_page` in its script is lost with it, and it takes a while. So a
callback notes here where to go, and a page goes there first of all, until that page is run. What
the page before has said meanwhile may have it run once more: that goes there again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from seqdemo.app.by_history import is_by_history
from seqdemo.app.page_state import PAGE

HOME = "app.py"
_WANTED = "seqdemo.wanted"
_MOST = 5
"""So often it is tried: no address of a page may have it run for ever."""

SOON = 1.0
"""Seconds within which nobody has seen a page and gone back."""


@dataclass
class _Wanted:
    """Where a visitor wants to go.

    Attributes:
        origin: Name of the page on which they have said so.
        file: Of the page, relative to app.py.
        query: Its query parameters.
        tries: How often a run was sent there.
        came: When it was run, by a clock that no one sets; 0 before.
    """

    origin: str
    file: str
    query: dict[str, str]
    tries: int = 0
    came: float = 0.0

    def is_at(self, page: str) -> bool:
        """Whether the page that is run is the wanted one."""
        there = "home" if self.file == HOME else self.file.split("/")[-1].removesuffix(".py")
        # A lesson may go from one view of a page to another of the same.
        return page == there and st.query_params.to_dict() == self.query


def want_page(file: str, query: Mapping[str, str]) -> None:
    """Have the next run of this page go to another: call it in a callback.

    Args:
        file: Of the page, relative to app.py.
        query: Query parameters.
    """
    said = {name: str(value) for name, value in query.items() if str(value)}
    st.session_state[_WANTED] = _Wanted(str(st.session_state.get(PAGE, "")), file, said)


def go_to_wanted(page: str) -> None:
    """Go where the visitor wants to, which ends this run; if they are there or elsewhere, forget.

    Args:
        page: Name of the page that is run, "home" or a demo's.
    """
    wanted: _Wanted | None = st.session_state.get(_WANTED)
    if wanted is None:
        return
    if wanted.is_at(page) and page != wanted.origin:
        wanted.came = wanted.came or monotonic()
        return
    late = is_by_history() or 0 < wanted.came < monotonic() - SOON
    if page == wanted.origin and not (late or wanted.is_at(page)) and wanted.tries < _MOST:
        wanted.tries += 1
        st.switch_page(wanted.file, query_params=wanted.query)
    del st.session_state[_WANTED]
