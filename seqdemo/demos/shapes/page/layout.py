"""Layout of the page "All shapes"."""

from __future__ import annotations

from seqdemo.app.page import Page, network_errors
from seqdemo.demos.shapes.page import boxes, cell, stacks, state, weights
from seqdemo.demos.shapes.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    boxes.boxes()
    with network_errors():
        weights.section()
        stacks.depth()
        cell.opened()
        stacks.width()
    STATE.write()
