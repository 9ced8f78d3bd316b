"""A line to type in keeps what is longer than what is read, and says so."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from seqdemo.app.choice import words
    from seqdemo.app.page_state import PageState
    from seqdemo.app.typed_line import typed_line

    state = PageState("page", text=words("", 5, link="text"))
    state.open(arrived=False)
    st.markdown(f"read: {typed_line(state, 'text', 'A line', 5)}")
    st.markdown(f"link: {state.link()}")


@pytest.mark.parametrize(
    ("typed", "read", "said", "link"),
    [
        ("abcde", "abcde", [], {"text": "abcde"}),
        ("abcdef", "abcde", ["Only the first 5 characters are read."], {}),
        ("x" * 100_000, "xxxxx", ["Only the first 5 characters are read."], {}),
    ],
    ids=["short", "long", "very long"],
)
def test_a_long_paste_stays_and_what_is_read_of_it_is_said(typed, read, said, link):
    app = AppTest.from_function(page).run()
    app.text_input[0].set_value(typed).run()
    assert not app.exception and app.text_input[0].value == typed
    assert [one.value for one in app.markdown] == [f"read: {read}", f"link: {link}"]
    assert [one.value for one in app.caption] == said
