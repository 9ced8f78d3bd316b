"""Layout of the page "Read a digit"."""

from __future__ import annotations

from seqdemo.app.page import Page, network_errors
from seqdemo.demos.digit_reader.page import below, stage, state, words
from seqdemo.demos.digit_reader.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    with network_errors():
        stage.presets()
        stage.picture()
        stage.ask()
        stage.network()
        words.head()
        words.section()
        below.downloads()
        below.guide()
        below.about()
    STATE.write()
