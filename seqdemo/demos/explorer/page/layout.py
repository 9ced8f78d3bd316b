"""Layout of the page "Explore hidden states"."""

from __future__ import annotations

from seqdemo.app import sections
from seqdemo.app.page import Page, network_errors
from seqdemo.demos.explorer.page import bases, controls, corpora, source, state, views
from seqdemo.demos.explorer.page.guide import guide


def show(page: Page) -> None:
    """Draw the page below its title."""
    state.begin(arrived=page.arrived)
    chosen = None
    with network_errors():
        with sections.controls(shown=True):
            controls.source()
            chosen = source.explored()
            name = controls.view(chosen) if chosen else ""
        if chosen is None:
            views.nothing_yet()
        else:
            seen = bases.seen(chosen)
            if seen is None:
                state.write_link()
            else:
                views.show(seen, name)
        guide()
    state.warm_up()
    corpora.prepare(chosen)
