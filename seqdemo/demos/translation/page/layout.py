"""Layout of the page "Translate a sentence"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import Page, network_errors
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.page import answers, below, compare, controls, stage, state
from seqdemo.demos.translation.page.state import STATE
from seqdemo.demos.translation.prompt import prepare


def show(page: Page) -> None:
    """Draw the page below its title."""
    with network_errors():
        STATE.open(arrived=page.arrived)
        controls.tools()
        controls.sentence()
        known = answers.known_words()
        prompt = prepare(str(STATE["text"]), DIRECTIONS[STATE["way"]].source, known)
        controls.remarks(prompt)
        if not answers.knows(STATE["network"], STATE["way"]):
            controls.other_ways()
        elif prompt.text:
            told = stage.stage(prompt)
            translation = answers.answer(STATE["network"], state.query(prompt.text)).text
            if told:
                compare.both(prompt.text)
                compare.back_again(prompt.text, translation)
                compare.lengths()
            below.limits()
            if told:
                below.downloads(prompt.text)
        else:
            st.info("Type a sentence above, and watch it being read and said in another language.")
        below.guide()
        below.about()
        STATE.write()
