"""Share one's own lesson: try it, one file, a link and a QR code."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

from seqdemo.app.lessons import draft, kept, running
from seqdemo.app.markdown import literal
from seqdemo.core.file_name import file_name_of
from seqdemo.demos.lessons.page.state import STATE
from seqdemo.lessons.lesson import Lesson, LessonError
from seqdemo.lessons.parse import parse_lesson
from seqdemo.views.palette import LIGHT

_LINK, _PROBLEM = "lessons.#link", "lessons.#problem"


def show(made: draft.Draft) -> None:
    """Draw the section.

    Args:
        made: The lesson.
    """
    text = made.text()
    try:
        parse_lesson(text)
    except LessonError as error:
        st.warning(literal(f"This lesson cannot be run yet: {error.sentence}"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Try it ▶", type="primary", on_click=_share, args=(_try,))
        st.download_button(
            "Download (.md)",
            text,
            f"{file_name_of(made.title, 'lesson')}.md",
            "text/markdown",
            on_click="ignore",
        )
        st.button("Link and QR code", on_click=_share, args=(_link,))
        st.button("Worksheet", on_click=_share, args=(_sheet,))
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.warning(literal(problem))
    lesson = st.session_state.get(_LINK)
    if isinstance(lesson, Lesson):
        _qr(address(f"run={lesson.name}"))


def address(query: str) -> str:
    """Address of this page with a query, as the visitor's browser opened it."""
    here = urlsplit(st.context.url or "//localhost/lessons", scheme="http")
    return urlunsplit((here.scheme, here.netloc, here.path, query, ""))


def _share(use: Callable[[Lesson], None]) -> None:
    """Keep the lesson as it is at a click: what was typed just now may not have been drawn yet."""
    try:
        use(kept.keep(draft.draft().text().encode()))
    except LessonError as error:
        st.session_state[_PROBLEM] = error.sentence


def _try(lesson: Lesson) -> None:
    running.open_step(lesson, 0)


def _link(lesson: Lesson) -> None:
    st.session_state[_LINK] = lesson


def _sheet(lesson: Lesson) -> None:
    STATE["sheet"], STATE["view"] = lesson.name, "sheet"


def _qr(link: str) -> None:
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        picture, kind="png", scale=6, dark=LIGHT.ink, light="white"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(picture.getvalue(), width=180, alt=f"QR code of {link}")
        with st.container():
            st.code(link, language=None, wrap_lines=True)
            st.caption(
                "The server keeps the file as long as there is room; the link names just this "
                "text. Change the lesson, and make a new link."
            )
