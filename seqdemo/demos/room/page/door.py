"""The door: join a room by its code, or open one for a lesson."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.lessons import running
from seqdemo.app.markdown import literal
from seqdemo.app.upload import upload
from seqdemo.demos.room.page import problem, rights
from seqdemo.demos.room.page.server import address, store
from seqdemo.demos.room.page.state import BOARD, PUPIL, STATE, VIEWS
from seqdemo.lessons.lesson import Lesson, LessonError
from seqdemo.lessons.parse import MAX_BYTES, parse_lesson
from seqdemo.lessons.shelf import lesson_files, lessons
from seqdemo.rooms.limits import RoomError

_OWN = "Your own, from a file"
_TYPED, _LESSON, _FILE = "room.typed", "room.lesson", "room.file"
_JOINS = "room.joins"
"""Session key: whether the latest try was to join a room, not to open one."""


def show(width: int = 2) -> None:
    """Two ways in."""
    st.markdown(
        "One lesson, one board, a phone for every pupil: **everybody guesses**, then the board "
        "asks the network."
    )
    with sections.picture("door"):
        _ways_in(width, problem.take())
    _way_back()
    st.caption(
        "Nobody has an account, and pupils are named after animals. A room and all that was "
        "answered in it is deleted when its teacher closes it, and after a day."
    )


def _ways_in(width: int, refused: str) -> None:
    """Both ways in; what was refused is said where it was tried."""
    join, lead = st.columns(width, gap="large")
    with join:
        st.header("Join", anchor=False)
        st.markdown("Your teacher's board shows four letters.")
        with st.form("room.join", border=False):
            st.text_input("Code of the room", placeholder="KXRT", key=_TYPED)
            st.form_submit_button("Join", type="primary", on_click=_enter)
    with lead:
        st.header("Lead", anchor=False)
        _lead()
    if refused:
        with join if st.session_state.get(_JOINS) else lead:
            st.error(literal(refused))


def _way_back() -> None:
    last = rights.ask_last()
    if last is None or last[1] not in VIEWS:
        return
    code, view = last
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("You were in a room just now:")
        st.button(f"Back to {code}", on_click=_go, args=(code, view))


def _go(code: str, view: str) -> None:
    STATE["code"], STATE["view"] = code, view


def _enter() -> None:
    """Go to a room whose code was typed; say why if there is none."""
    st.session_state[_JOINS] = True
    try:
        STATE["code"] = store().find(st.session_state[_TYPED], address())
        STATE["view"] = PUPIL
        running.leave()  # its strip would stand above the room
    except ValueError as error:
        problem.note(f"{str(error)[:1].upper()}{str(error)[1:]}.")


def leave() -> None:
    """Go back to the door."""
    STATE["code"], STATE["view"] = "", PUPIL


def _lead() -> None:
    st.markdown("Choose a lesson: your class gets a board and a code.")
    shelf, _ = lessons()
    by_name = {lesson.name: lesson for lesson in shelf}
    now = running.running()
    names = [*by_name, ""]
    name = st.selectbox(
        "Lesson",
        names,
        key=_LESSON,
        index=names.index(now.lesson.name) if now and now.lesson.name in by_name else 0,
        format_func=lambda name: by_name[name].title if name else _OWN,
        label_visibility="collapsed",
    )
    can_be = bool(name)
    if not name:
        upload("A lesson (.md)", "A lesson as a .md file", ["md"], 1, "lesson", key=_FILE)
        try:
            can_be = bool(_chosen())
        except LessonError as error:
            st.error(literal(f"This file is no lesson: {error}"))
    st.button("Open a room", type="primary", disabled=not can_be, on_click=_open_room)


def _chosen() -> str:
    """The text of the lesson that is chosen, "" if there is none yet.

    Raises:
        LessonError: If the visitor's own file is none.
    """
    if name := st.session_state[_LESSON]:
        return lesson_files()[name].read_text("utf-8-sig")
    file = st.session_state.get(_FILE)
    if file is None:
        return ""
    content: bytes = file.getvalue()[: MAX_BYTES + 1]
    parse_lesson(content)
    return content.decode("utf-8-sig")


def _open_room() -> None:
    """Open a room for a lesson, and show its board."""
    if STATE["code"]:  # two clicks
        return
    st.session_state[_JOINS] = False
    try:
        text = _chosen()
        lesson: Lesson = parse_lesson(text)
        code, token = store().open(lesson.title, text, len(lesson.steps), address())
        rights.take(code, "teacher", store().teacher(code, token), token)
        STATE["code"], STATE["view"] = code, BOARD
        running.leave()  # its strip would stand above the board
    except (RoomError, LessonError) as error:
        problem.note(str(error))
