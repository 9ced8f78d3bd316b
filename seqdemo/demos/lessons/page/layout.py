"""Layout of the page "Lessons"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.lessons import running
from seqdemo.app.markdown import literal
from seqdemo.app.page import Page
from seqdemo.demos.lessons.page import listing, making, sheet
from seqdemo.demos.lessons.page.state import STATE
from seqdemo.lessons.lesson import LessonError
from seqdemo.web.address import write_address
from seqdemo.web.reruns import PAGE


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    if STATE["run"] and _runs(STATE["run"]):
        # The address first: Back then comes to the list, not to a link that goes forward again.
        place = STATE.key("#address"), STATE.names, STATE.link(), STATE.restore
        write_address(*place, then=lambda: [PAGE])
        return
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


def _runs(name: str) -> bool:
    """Whether the next run of the page opens a lesson, which a link names."""
    try:
        running.open_step(running.get_lesson(name), 0, st.query_params.get("present") == "1")
    except LessonError as error:
        STATE["run"] = ""
        st.warning(literal(error.sentence))
        return False
    STATE["run"] = ""
    return True
