"""First visit to the page: its text is shown letter by letter."""

from __future__ import annotations

import streamlit as st

_KEY = "shakespeare.#visit"


def arrive(*, linked: bool) -> None:
    """Note that the visitor has come, by a link that says something or not."""
    first = _KEY not in st.session_state and not linked
    st.session_state[_KEY] = "first" if first else "again"


def is_first() -> bool:
    """Whether the visitor sees the text for the first time, and by no link."""
    return st.session_state.get(_KEY) == "first"
