"""Layout of the page "Lessons"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.lessons import running
from seqdemo.app.markdown import literal
from seqdemo.app.page import Page
from seqdemo.app.wanted_page import go_to_wanted
from seqdemo.demos.lessons.page import listing, making, sheet
from seqdemo.demos.lessons.page.state import STATE
from seqdemo.lessons.lesson import LessonError


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    if STATE["run"]:
        _run(STATE["run"])
    listing.finished(STATE["done"])
    STATE.draw(
        st.segmented_control, "view", "What to show", label_visibility="collapsed", required=True
    )
    if STATE["view"] == "make":
        making.show()
    elif STATE["view"] == "sheet":
        sheet.show()
    else:
        listing.all_lessons()
        listing.own_file()
    STATE.write()


def _run(name: str) -> None:
    try:
        running.open_step(running.get_lesson(name), 0, st.query_params.get("present") == "1")
    except LessonError as error:
        st.warning(literal(error.sentence))
    STATE["run"] = ""
    go_to_wanted(STATE.page)
