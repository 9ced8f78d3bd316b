"""Running lesson: the step a visitor is on, in link and session.

A link names it by `lesson=order-matters.3`: the lesson and the step, counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from seqdemo.app.lessons.link import LESSON, RUNNING
from seqdemo.app.wanted_page import HOME, want_page
from seqdemo.lessons.lesson import Lesson, LessonError, Step
from seqdemo.web.bridge import begin_anew

_SHOWN = "seqdemo.lesson.shown"
LESSONS_PAGE, DONE = "pages/lessons.py", "done"


@dataclass(frozen=True)
class Running:
    """A lesson and the step that a visitor is on.

    Attributes:
        lesson: What runs.
        at: The step, from 0.
    """

    lesson: Lesson
    at: int

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.lesson.steps[self.at]

    @property
    def is_last(self) -> bool:
        """Whether the lesson ends with the step."""
        return self.at == len(self.lesson.steps) - 1

    @property
    def link(self) -> str:
        """What a link says of it."""
        return f"{self.lesson.name}.{self.at + 1}"


def read_link(text: str) -> Running:
    """The lesson and step of a link.

    Raises:
        LessonError: If there is no such lesson or step; a sentence for visitors.
    """
    name, _, number = text.rpartition(".")
    if not name or not (number.isascii() and number.isdigit() and len(number) < 4):
        name, number = text, "1"
    lesson = get_lesson(name)
    return Running(lesson, min(max(int(number), 1), len(lesson.steps)) - 1)


def get_lesson(name: str) -> Lesson:
    """A lesson on this server, or one that was given to it as a file.

    Raises:
        LessonError: If there is none of that name, or its file cannot be read.
    """
    from seqdemo.app.lessons import kept  # these read YAML: who follows no lesson does not wait
    from seqdemo.lessons.shelf import find_lesson

    try:
        return kept.find(name) if kept.is_kept(name) else find_lesson(name)
    except KeyError as error:
        raise LessonError(1, f"No lesson is called {name[:60]!r} here.") from error


def asked() -> str:
    """What the link says of a lesson, "" if nothing."""
    return str(st.query_params.get(LESSON, ""))[:200]


def running() -> Running | None:
    """The lesson that runs, also while the visitor looks at another page."""
    found: Running | None = st.session_state.get(RUNNING)
    return found


def resume(link: str) -> None:
    """Have a lesson run again that was paused in a session that is lost, unless another one runs.

    Raises:
        LessonError: If the link names no lesson of this server.
    """
    st.session_state.setdefault(RUNNING, read_link(link))


def take_up(page: str) -> bool:
    """Start a run of a page: note what its link says.

    Args:
        page: Name of the page, "home" or a demo's.

    Returns:
        Whether the link names a step that was not the last one shown: its view is to be opened.

    Raises:
        LessonError: If the link names no lesson of this server.
    """
    link = asked()
    if not link:
        if (now := running()) and st.query_params.get(DONE) == now.lesson.name and now.is_last:
            del st.session_state[RUNNING]  # gone back to, and forward to its end again
        return False
    found = st.session_state[RUNNING] = read_link(link)
    new = st.session_state.get(_SHOWN) != (found, page)
    if new and _SHOWN in st.session_state:
        begin_anew()
    st.session_state[_SHOWN] = (found, page)
    return new


def go_to(at: int, presenting: bool = False) -> None:
    """Have the next run of the page open a step, in a callback; after the last one it ends.

    Args:
        at: Step, from 0.
        presenting: Whether the step is to be presented. Only the browser knows whether the visitor
            presents now: `st.query_params` stay as the page was opened.
    """
    st.session_state[_SHOWN] = None
    now = running()
    if now is None:
        return
    if 0 <= at < len(now.lesson.steps):
        open_step(now.lesson, at, presenting)
        return
    del st.session_state[RUNNING]
    finished = at >= len(now.lesson.steps)
    want_page(LESSONS_PAGE, {DONE: now.lesson.name} if finished else {})


def end() -> None:
    """Have the next run of the page end the lesson."""
    go_to(-1)


def leave() -> None:
    """Forget the lesson that runs, and stay on the page."""
    st.session_state.pop(RUNNING, None)
    if LESSON in st.query_params:
        del st.query_params[LESSON]


def is_here(now: Running, page: str) -> bool:
    """Whether a page is that of the step."""
    return asked() != "" and (now.step.page or "home") == page


def asks() -> bool:
    """Whether the page shows a step with a question: then it asks, and what is veiled waits."""
    now = running()
    return now is not None and asked() != "" and now.step.question is not None


def open_step(lesson: Lesson, at: int, presenting: bool = False) -> None:
    """Have the next run of the page open the view of a step."""
    step = lesson.steps[at]
    st.session_state[_SHOWN] = None
    want_page(
        f"pages/{step.page}.py" if step.page else HOME,
        {
            **({"present": "1"} if presenting else {}),
            **step.view,
            LESSON: Running(lesson, at).link,
        },
    )
