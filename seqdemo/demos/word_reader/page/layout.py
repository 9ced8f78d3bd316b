"""Layout of the page "Read a word"."""

from __future__ import annotations

from seqdemo.app import guess_first, sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.word_reader.page import controls, gallery, stage, state
from seqdemo.demos.word_reader.page.state import STATE


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.open_state(arrived=page.arrived)
    with network_errors():
        is_any = guess_first.any_above(STATE, *controls.NAMES)
        above = page.place_for(sections.controls()) if is_any else None
        stage.ask_others()  # a choice made above the picture is neither a stroke nor a rest
        # Before what stands above it: the browser then fetches the picture's script first.
        stage.picture()
        page.let_draw()
        if above is not None:
            controls.row(above)
        page.let_draw()
        from seqdemo.demos.word_reader.page import below  # what draws the downloads comes later

        below.follow()
        below.offer()
        gallery.gallery()
        below.guide()
        below.about(STATE["cell"])
    STATE.write()
