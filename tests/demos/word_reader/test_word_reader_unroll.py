"""The word reader's picture: what a message from the browser changes."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from seqdemo.demos.word_reader.page import unroll as module
from seqdemo.demos.word_reader.page.unroll.payload import UnrollView
from seqdemo.web.drawing import Drawing

BLANK, INKED = "0" * 49, "1" + "0" * 48


def test_a_rest_finds_the_stroke_that_came_in_the_same_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Streamlit calls the two in any order: it goes through a set."""
    mounted: dict[str, Any] = {}
    monkeypatch.setattr(module, "_mount", lambda **arguments: mounted.update(arguments))
    drawing, at_rest = Drawing("both", (BLANK,)), []
    module.unroll(
        UnrollView((BLANK,)),
        drawing,
        on_rest=lambda: at_rest.append(drawing.grids),
        on_ask=lambda: None,
    )
    word = {"drawing": [INKED], "seq": 1, **drawing.standing()}
    st.session_state[drawing.widget] = {"word": word, "view": {"step": None, "unit": 7}}
    mounted["on_view_change"]()
    assert at_rest == [(INKED,)]
    assert drawing.unit == 7
    mounted["on_word_change"]()
    assert drawing.grids == (INKED,)
