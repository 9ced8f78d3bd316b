"""The word reader's picture: what a message from the browser changes."""

from __future__ import annotations

from typing import Any

import pytest

from seqdemo.app.page_state import ADDRESS
from seqdemo.demos.word_reader.page import state
from seqdemo.demos.word_reader.page import unroll as module
from seqdemo.demos.word_reader.page.stage import BELOW, DOWNLOADS, catch_up, followed
from seqdemo.demos.word_reader.page.state import STATE
from seqdemo.demos.word_reader.page.unroll.payload import UnrollView
from seqdemo.web.drawing import Drawing

BLANK, INKED = "0" * 49, "1" + "0" * 48


def test_a_rest_comes_after_the_stroke_of_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    mounted: dict[str, Any] = {}
    monkeypatch.setattr(module, "_mount", lambda **arguments: mounted.update(arguments))
    drawing, at_rest = Drawing("both", (BLANK,)), []
    module.unroll(
        UnrollView((BLANK,)),
        drawing,
        on_rest=lambda: at_rest.append(drawing.grids),
        on_ask=lambda: None,
        on_noise=lambda _: None,
        on_spell=lambda: None,
    )
    sent = {
        "view": {"step": None, "unit": 7},
        "word": {"drawing": [INKED], "seq": 1, **drawing.standing()},
    }
    for name, listener in mounted["listeners"].items():  # in the order in which they are called
        if name in sent:
            listener(sent[name])
    assert at_rest == [(INKED,)]
    assert drawing.unit == 7


def test_after_a_rest_only_what_tells_of_the_drawing_is_drawn_again() -> None:
    STATE.open(arrived=False)
    strip = state.drawing()
    for name in (BELOW, DOWNLOADS):
        followed(name)
    assert catch_up() == [ADDRESS]
    strip.push([INKED])
    assert catch_up() == [ADDRESS, DOWNLOADS], "the buttons say nothing of it"
    STATE["pinned"] = (INKED,)
    followed(BELOW)
    strip.push([INKED, INKED])
    assert catch_up() == [ADDRESS, BELOW, DOWNLOADS], "it is compared"
    STATE["pinned"], STATE["opened"] = None, True
    followed(BELOW)
    strip.look({"step": 0, "unit": 9})
    assert catch_up() == [ADDRESS, BELOW, DOWNLOADS], "the cell that is open is another"
    STATE["opened"] = False
    followed(BELOW)
    strip.push([BLANK])
    assert catch_up() == [ADDRESS, BELOW, DOWNLOADS], "there is nothing to keep"
