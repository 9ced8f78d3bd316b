"""Layout of the page "Draw together"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.sketch.page import below, controls, stage, state
from seqdemo.demos.sketch.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    st.markdown(controls.intro())
    with network_errors():
        with sections.controls():
            controls.rows()
        stage.rested(arrived=page.arrived)
        stage.sheet()
        below.guide()
        below.follow()
        below.about()
    STATE.write()
