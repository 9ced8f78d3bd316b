"""List of lessons, one's own file, and the end of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.lessons import given, kept, running
from seqdemo.app.lessons.link import LESSON
from seqdemo.app.markdown import literal
from seqdemo.app.upload import upload
from seqdemo.lessons.lesson import Lesson, LessonError
from seqdemo.lessons.parse import MAX_BYTES
from seqdemo.lessons.shelf import lessons
from seqdemo.lessons.text_tree import text_html

_STYLE = """
<style>
[class*="st-key-lesson-card"] { gap: .2rem !important; }
[data-testid="stMain"] [class*="st-key-lesson-card"] h2 {
  font-size: 1.15rem !important; padding: 0;
}
[class*="st-key-lesson-card"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-lesson-card"] > .stElementContainer:last-child { margin-top: auto; }
</style>
"""
IN_A_ROW, ON_A_SCREEN = 2, 6
"""Cards; so many are one picture on a projector."""


def finished(name: str) -> None:
    """Say how a lesson went that was just finished; nothing if none was."""
    if not name:
        return
    try:
        lesson = running.get_lesson(name)
    except LessonError:
        return
    given.ask_tab(lesson)  # after a reload the tab alone knows
    right, asked = given.score(name)
    words = f" You had {right} of {asked} questions right at once." if asked else ""
    st.success(f"That was **{literal(lesson.title)}**.{words}")
    if lesson.learned:
        st.html(f"<p><b>What you have found out</b></p>{text_html(lesson.learned)}")
    if (further := lesson.further) is not None:
        st.page_link(
            f"pages/{further.page}.py" if further.page else "app.py",
            label=f"Try next: **{literal(further.text)}** →",
            query_params=dict(further.link),
        )
    for number, (one, after) in enumerate(pairwise(lessons()[0]), 2):
        if one.name == name:
            _begin(after, f"Next: **{number}. {literal(after.title)}** →")


def all_lessons() -> None:
    """A card for each lesson on this server, and what is wrong with files that cannot be read."""
    st.html(_STYLE)
    good, bad = lessons()
    numbered = list(enumerate(good, 1))
    for start in range(0, len(numbered), ON_A_SCREEN):
        with sections.picture(f"lessons-{start}"):
            _cards(numbered[start : start + ON_A_SCREEN])
    for name, error in bad.items():
        st.warning(literal(f"{name}.md, {error}"))


def _cards(some: Sequence[tuple[int, Lesson]]) -> None:
    for start in range(0, len(some), IN_A_ROW):
        row = some[start : start + IN_A_ROW]
        for (number, lesson), column in zip(row, st.columns(IN_A_ROW), strict=False):
            with column.container(border=True, height="stretch", key=f"lesson-card-{lesson.name}"):
                _card(lesson, number)


def _card(lesson: Lesson, number: int) -> None:
    st.markdown(f"## {number}. {literal(lesson.title)}")
    st.markdown(literal(lesson.summary))
    _begin(lesson, f"**Start ▶** {lesson.minutes} minutes, {len(lesson.steps)} steps")


def _begin(lesson: Lesson, words: str) -> None:
    first = lesson.steps[0]
    st.page_link(
        f"pages/{first.page}.py" if first.page else "app.py",
        label=words,
        query_params={**first.view, LESSON: running.Running(lesson, 0).link},
    )


def own_file() -> None:
    """Open a lesson from a file."""
    with st.expander("Open a lesson from a file"):
        file = upload(
            "A lesson (.md)", "A lesson as a .md file", ["md"], 1, "lesson", key="lessons.file"
        )
        if file is None:
            return
        try:
            lesson = kept.keep(file.getvalue()[: MAX_BYTES + 1])
        except LessonError as error:
            st.error(literal(f"This file is no lesson: {error}"))
            return
        _card(lesson, 1)
