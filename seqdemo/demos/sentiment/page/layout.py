"""Layout of the page "Feel the mood"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.sentiment.page import below, beside, cell, controls, many, stage, state, turn
from seqdemo.demos.sentiment.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    with network_errors():
        with sections.controls():
            controls.row()
        asked = state.judged(STATE["text"])
        if asked is None:
            st.info("There is no word to read yet: type a sentence above.")
        else:
            controls.note(asked)
            stage.sentence(asked)
            stage.picture(asked)
            cell.opened()
            if not STATE.veils("mood"):  # all of this tells it
                turn.section(asked)
                beside.networks_beside(asked)
                beside.two(asked)
        many.section()
        if asked is not None and not STATE.veils("mood"):
            below.downloads(asked)
        below.guide()
        below.about()
    STATE.write()
