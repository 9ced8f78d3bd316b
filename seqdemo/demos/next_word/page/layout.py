"""Layout of the page "The next word"."""

from __future__ import annotations

from importlib import import_module

import streamlit as st

from seqdemo.app import guess_first
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.next_word.page import below, state
from seqdemo.demos.next_word.page.state import STATE

MODULES = {
    "keyboard": "suggesting",
    "blank": "filling",
    "memory": "remembering",
    "agreement": "agreeing",
}
"""View -> module that draws it; what the others need is not loaded."""


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    with st.container(horizontal=True, vertical_alignment="center"):
        hidden = {"label_visibility": "collapsed", "required": True}
        STATE.draw(st.segmented_control, "view", "View", **hidden)
        if STATE["view"] != "blank":
            guess_first.switch(STATE)
    import_module(f"{__package__}.{MODULES[STATE['view']]}").show()
    below.guide()
    with network_errors():
        below.about()
    STATE.write(state.link)
