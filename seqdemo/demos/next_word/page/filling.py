"""View "Fill a blank": from the left, from the right, and both."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import network_errors, note_line
from seqdemo.app.typed_line import typed_line
from seqdemo.demos.next_word.page import answers
from seqdemo.demos.next_word.page.bars import word_bars
from seqdemo.demos.next_word.page.state import LONGEST_LINE, STATE
from seqdemo.demos.next_word.words import tokens_of

SIDES = {
    "left": ("From the left", "It has read only what stands before the blank."),
    "both": ("Both together", "What both think likely, weighed against how common a word is."),
    "right": ("From the right", "It has read only what follows, from the last word to the first."),
}

EXAMPLES = {
    "breakfast": ("I like to have a cup of", "for breakfast"),
    "a tool": ("He opened the door with a", "and went in"),
    "an animal": ("The", "barked all night"),
    "not": ("I do", "like fish, but I like meat"),
}


def show() -> None:
    """Draw the view."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Begin with:", width="content")
        for name, texts in EXAMPLES.items():
            st.button(name, key=STATE.key(f"#blank.{name}"), on_click=_put, args=texts)
    left, right = st.columns(2)
    with left:
        before = typed_line(STATE, "before", "Before the blank", LONGEST_LINE)
    with right:
        after = typed_line(STATE, "after", "After the blank", LONGEST_LINE)
    with network_errors():
        note_line(answers.unknown_in_words((*tokens_of(before), *tokens_of(after))))
        found = answers.filled(before, after)
        for column, (side, (title, words)) in zip(st.columns(3), SIDES.items(), strict=True):
            with column:
                st.markdown(f"**{title}**")
                guesses = [(guess.word, guess.probability) for guess in found[side]]
                word_bars(guesses, f"{title}: likeliest words")
                st.caption(words)


def _put(before: str, after: str) -> None:
    STATE["before"], STATE["after"] = before, after
