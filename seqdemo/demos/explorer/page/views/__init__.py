"""The views of the explorer: one at a time, so that none waits for another."""

from __future__ import annotations

import streamlit as st

from seqdemo.demos.explorer.page import numbers as explore_numbers
from seqdemo.demos.explorer.page import state
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import value
from seqdemo.demos.explorer.page.views import (
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
}


WITHOUT_LENS = ("path", "gradient", "reach")
"""Views in which no component writes the address."""


def show(explored: Explored, name: str) -> None:
    """One view, in a fragment: what is clicked in it leaves the rest of the page alone."""

    @st.fragment
    def view() -> None:
        numbers = _SHOW[name](explored)
        explore_numbers.downloads(explored, name, numbers)
        if name in WITHOUT_LENS:
            state.write_link()

    view()


def nothing_yet() -> None:
    """What to do when there is no input."""
    words = {
        "shakespeare": "There is nothing to read yet: type or paste a text of English letters.",
        "word_reader": "There is nothing to read yet: type a word of letters a to z, or draw one "
        "above.",
        "file": "Choose a trace file above, or start the app with one: "
        "`seqdemo explore my_trace.npz`. A few lines of Python make one of any network of yours: "
        "`trace = seqdemo.record(my_lstm, x)`, then `seqdemo.save_trace(trace, "
        '"my_trace.npz")`.',
    }
    st.info(words[value("source")])
    state.write_link()
