"""Layout of the page "Watch a film"."""

from __future__ import annotations

from seqdemo.app.page import Page, network_errors
from seqdemo.demos.films.page import below, cell, stage, state
from seqdemo.demos.films.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    with network_errors():
        stage.presets()
        stage.choices()
        stage.picture()
        cell.opened()
        below.both_ways()
        below.downloads()
        below.guide()
        below.about()
    STATE.write()
