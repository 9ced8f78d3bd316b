"""Layout of the page "Train a writer on your own text"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.page import Page
from seqdemo.app.sections import sides
from seqdemo.demos.own_text.page import below, source
from seqdemo.demos.own_text.page.left import left_writers
from seqdemo.demos.own_text.page.run import Run
from seqdemo.demos.own_text.page.stage import begin, run_of_visitor, stage
from seqdemo.demos.own_text.page.state import STATE
from seqdemo.demos.own_text.page.writing import writing


def _learning(*, linked: bool) -> Run | None:
    """Draw the training, or say why there can be none."""
    try:
        run = run_of_visitor(linked=linked)
    except ValueError as error:
        st.info(str(error))
        st.button("▶ Train it", type="primary", on_click=begin)
        return None
    stage(run)
    return run


def show(page: Page) -> None:
    """Draw the page below its title."""
    told = STATE.open(arrived=page.arrived)
    source.arrive(told, anew=page.arrived)
    source.settings()
    left, right = sides(1, 2)
    with left:
        source.text()
    with right:
        run = _learning(linked=bool(told))
        left_writers()
    if not STATE.hides("write"):
        writing(run)
    below.below(run)
    STATE.write()
