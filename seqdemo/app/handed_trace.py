"""A trace that a page hands to the explorer, in the visitor's session."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.wanted_page import want_page
from seqdemo.core.trace import Trace

HANDED = "seqdemo.handed"
"""Session key: name and trace."""


def hand_over(name: str, trace: Trace) -> None:
    """Open a trace in the explorer, as if the visitor had uploaded it: call it in a callback.

    Args:
        name: What the explorer calls it, such as "my LSTM.npz".
        trace: What it shows.
    """
    st.session_state[HANDED] = (name, trace)
    want_page("pages/explorer.py", {"from": "file"})


def take_handed() -> tuple[str, Trace] | None:
    """What was handed over since this was last asked."""
    found: tuple[str, Trace] | None = st.session_state.pop(HANDED, None)
    return found
