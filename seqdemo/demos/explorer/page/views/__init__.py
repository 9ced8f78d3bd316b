"""Views of the explorer, one at a time."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import network_errors
from seqdemo.demos.explorer.page import numbers, state
from seqdemo.demos.explorer.page.hints import NO_FILE
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.views import (
    cause,
    gates,
    interventions,
    match,
    meaning,
    path,
    saliency,
    states,
)

_SHOW = {
    "states": states.show,
    "gates": gates.show,
    "path": path.show,
    "gradient": saliency.show,
    "meaning": meaning.show,
    "match": match.show,
    "reach": interventions.show,
    "cause": cause.show,
}


def show(explored: Explored, name: str) -> None:
    """One view, in a fragment: what is clicked in it leaves the rest of the page alone."""

    @st.fragment
    def view() -> None:
        with network_errors():
            numbers.downloads(explored, name, _SHOW[name](explored))
        state.write_link()

    view()


def nothing_yet() -> None:
    """What to do when there is no input."""
    side = state.side()
    st.info(side.empty if side else NO_FILE)
    state.write_link()
