"""Layout of the page "A room for your class"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.app.page import Page
from seqdemo.demos.room.page import board, door, pupil, rights, teaching
from seqdemo.demos.room.page.server import address, store
from seqdemo.demos.room.page.state import BOARD, PUPIL, STATE, TEACHER
from seqdemo.rooms.limits import RoomAway, RoomError

_VIEWS: Mapping[str, Callable[[str], None]] = {
    PUPIL: pupil.show,
    BOARD: board.show,
    TEACHER: teaching.show,
}
_KNOWN = "room.known"
LOOK = 2.0
"""Seconds between two looks whether the database answers again."""


def show(page: Page) -> None:
    """Draw the page below its title."""
    STATE.open(arrived=page.arrived)
    code = STATE["code"]
    if not code:
        door.show()
    elif _is_there(code):
        rights.note_last(code, STATE["view"])
        _VIEWS[STATE["view"]](code)
    STATE.write()


def _is_there(code: str) -> bool:
    """Whether there is such a room; who tries codes is stopped before long."""
    known: set[str] = st.session_state.setdefault(_KNOWN, set())
    try:
        if code not in known:
            known.add(store().find(code, address()))
        store().room(code)
    except RoomError as error:
        known.discard(code)
        st.error(literal(error.sentence))
        if isinstance(error, RoomAway):
            _look_again(code)
        st.button("Another room", on_click=door.leave)
        return False
    return True


def _look_again(code: str) -> None:
    """Go on as soon as the database answers."""

    @st.fragment(run_every=LOOK)
    def look() -> None:
        try:
            store().room(code)
        except RoomAway:
            return
        except RoomError:
            pass  # the page says what is wrong with it
        st.rerun()

    look()
