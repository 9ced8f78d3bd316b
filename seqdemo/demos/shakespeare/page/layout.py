"""Layout of the page "Write Shakespeare"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.page import Page, network_errors, note_line
from seqdemo.demos.shakespeare.page import below, cell, controls, guessing, stage, state, ways
from seqdemo.demos.shakespeare.page.learning import learning
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    st.markdown(controls.intro())
    with network_errors():
        mode = controls.mode()
        if mode == "score":
            _score()
        elif mode == "learn":
            learning()
            STATE.write(state.learning_link)
        else:
            _write(compare=mode == "compare")
        below.guide(STATE["cell"])
        below.about(STATE["cell"])


def _write(*, compare: bool) -> None:
    with sections.controls():
        controls.opening()
        if compare:
            controls.second()
    asked, opening = state.query(state.vocabulary())
    note_line(opening.note)
    slot = Slot("a", owner=True)
    if compare:
        second = Slot("b", owner=False), state.other(asked)
        stage.columns([(slot, asked), second])
    elif not guessing.letters_hidden(slot, asked):
        stage.written(slot, asked)
        if slot.shown(asked).trace is not None:
            ways.section(slot, asked)
            cell.opened(slot, asked)
    if compare or not guessing.is_on():
        below.downloads(slot, asked)
    below.game()
    STATE.write(lambda: state.link(asked))


def _score() -> None:
    text = controls.own_text()
    if text.strip():
        stage.scored(text, STATE["cell"])
    else:
        st.info("There is nothing to read yet: type or paste a text of English letters above.")
    STATE.write(lambda: state.scored_link(text))
