"""Line to type in of which only the beginning is read."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app.page_state import PageState


def typed_line(state: PageState, name: str, label: str, longest: int, **arguments: Any) -> str:
    """Draw `st.text_input` for a choice; returns its first `longest` characters.

    With `max_chars` Streamlit would take nothing of a longer paste and not say so. Here all of it
    stays in its line, and a sentence below says how much is read.

    Args:
        state: The page's table.
        name: The choice.
        label: Of the line.
        longest: How many characters are read.
        arguments: Of `st.text_input`.
    """
    state.draw(st.text_input, name, label, **arguments)
    text = str(state[name])
    if not state.hides(name):
        say_what_is_read(text, longest)
    return text[:longest]


def say_what_is_read(text: str, longest: int) -> None:
    """Draw a sentence below a line that holds more than is read of it."""
    if len(text) > longest:
        read = "character is" if longest == 1 else f"{longest:,} characters are"
        st.caption(f"Only the first {read} read.")
