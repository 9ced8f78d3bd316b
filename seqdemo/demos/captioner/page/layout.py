"""Layout of the page "Caption a photo"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import guess_first, sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.captioner.page import (
    below,
    cell,
    controls,
    guessing,
    looking,
    shelf,
    stage,
    state,
)
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto

TOOLS = ("upload", "view", "choosing", "photos")
"""Parts that stand above the picture."""


def show(page: Page) -> None:
    """Draw the page below its title."""
    with network_errors():
        shelf.open_state(arrived=page.arrived)
        if guess_first.any_above(STATE, *TOOLS):
            with sections.controls():
                _tools()
        photo = shelf.photo()
        if photo is None:
            st.info("There is no sample photo in this installation: upload a photo to begin.")
        else:
            _described(photo, arrived=page.arrived)
        below.guide()
        below.about()
        STATE.write((lambda: state.link(photo)) if photo else None, shelf.restore)


def _described(photo: PreparedPhoto, *, arrived: bool) -> None:
    if guessing.sentence_hidden(photo):
        return
    stage.stages(photo)
    below.warning(photo)
    cell.opened(photo)
    looking.section(photo, arrived=arrived)
    below.downloads(photo)


def _tools() -> None:
    with sections.tools():
        if not STATE.hides("upload"):
            shelf.inbox()
        controls.view()
        controls.choosing()
        guess_first.switch(STATE)
        if not STATE.hides("photos"):
            shelf.shelf()
