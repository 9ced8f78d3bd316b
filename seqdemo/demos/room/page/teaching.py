"""The teacher's own page: who has answered, notes, table, the end."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.demos.room.page import boarded, door, leading, problem, rights
from seqdemo.demos.room.page.blackboard import blackboard
from seqdemo.demos.room.page.server import lesson_of, store, values
from seqdemo.demos.room.page.state import NAME
from seqdemo.demos.room.teacher_view import bar_view, teacher_view
from seqdemo.rooms.export import answers_csv
from seqdemo.rooms.limits import RoomError, RoomGone
from seqdemo.web.reruns import fragment

KEY = f"{NAME}.teacher"
LOOK = 1.0
_SHOWN = "room.shown"


def show(code: str) -> None:
    """Draw the page, for the browser that opened the room alone."""
    rights.ask_browser(code, "teacher")
    if rights.teacher(code) is None:
        if rights.is_known(code, "teacher"):
            st.info("This room is led from the browser in which it was opened.")
        return
    look(code)
    _after(code)


def look(code: str) -> None:
    """Draw the controls and what pupils have done, again and again."""

    @fragment(KEY, run_every=LOOK)
    def page() -> None:
        try:
            data = st.session_state[_SHOWN] = shown(code)
        except RoomGone:
            st.rerun()  # the page says that the room is closed
        except RoomError as error:  # the database is away for a moment: it is asked again
            if _SHOWN not in st.session_state:
                st.info(literal(error.sentence))
                return
            data = st.session_state[_SHOWN] | {"problem": str(error)}
        blackboard(
            data,
            key=f"{NAME}.teacher.view",
            fragment=KEY,
            on_act=lambda sent: leading.act(code, sent),
        )

    page()


def shown(code: str) -> dict[str, Any]:
    """The board, smaller, with the bar and what the teacher alone sees.

    Raises:
        RoomError: If the room was closed.
    """
    room = store().room(code)
    lesson = lesson_of(room)
    mine = teacher_view(
        lesson,
        room,
        store().pupils(code),
        store().votes(code),
        store().snapshots(code),
        values(lesson, room.step),
        store().clock(),
    )
    bar, words = bar_view(lesson, room), problem.take()
    return boarded.shown(room) | {"bar": bar, "mine": mine, "problem": words}


def _after(code: str) -> None:
    """The table to keep, and the end."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "All answers (.csv)",
            lambda: table(code),
            f"room-{code}.csv",
            "text/csv",
            on_click="ignore",
            help="One row an answer; pupils are animals",
        )
        with st.popover("Close the room"):
            st.markdown("The room and all answers in it are deleted, at once and for good.")
            st.button("Close and delete", type="primary", on_click=close, args=(code,))


def table(code: str) -> str:
    """All answers of a room as .csv."""
    room = store().room(code)
    lesson = lesson_of(room)
    questions = [step.question.ask if step.question else "" for step in lesson.steps]
    return answers_csv(room, store().pupils(code), store().votes(code), questions)


def close(code: str) -> None:
    """Close a room, and go back to the door."""
    teacher = rights.teacher(code)
    if teacher is not None:
        try:
            teacher.close()
        except RoomError as error:
            problem.note(str(error))
            return
        rights.forget(code, "teacher")
    door.leave()
