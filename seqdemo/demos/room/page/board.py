"""The board, for a projector; with a bar of controls for its teacher."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.demos.room.page import boarded, chrome, leading, problem, rights
from seqdemo.demos.room.page.blackboard import blackboard
from seqdemo.demos.room.page.server import lesson_of, store
from seqdemo.demos.room.page.state import NAME
from seqdemo.demos.room.teacher_view import bar_view
from seqdemo.rooms.limits import RoomError, RoomGone
from seqdemo.web.reruns import fragment

KEY = f"{NAME}.board"
LOOK = 0.8
"""Seconds between two looks at the room."""

_SHOWN = "room.shown"


def show(code: str) -> None:
    """Draw the board; with controls where the visitor may lead the room."""
    rights.ask_browser(code, "teacher")
    chrome.bare("board")
    look(code)


def look(code: str) -> None:
    """Draw what the room has come to, again and again."""

    @fragment(KEY, run_every=LOOK)
    def board() -> None:
        teacher = rights.teacher(code)
        try:
            room = store().room(code)
            data = boarded.shown(room)
            if teacher is not None:
                data["bar"] = bar_view(lesson_of(room), room)
            st.session_state[_SHOWN] = data
        except RoomGone:
            st.rerun()  # the page says that the room is closed
        except RoomError as error:  # the database is away for a moment: it is asked again
            if _SHOWN not in st.session_state:
                st.info(literal(error.sentence))
                return
            data = st.session_state[_SHOWN] | {"problem": str(error)}
        if teacher is not None:
            data["problem"] = problem.take() or data.get("problem", "")
        blackboard(
            data,
            key=f"{NAME}.board.view",
            fragment=KEY,
            on_act=lambda sent: leading.act(code, sent),
        )

    board()
