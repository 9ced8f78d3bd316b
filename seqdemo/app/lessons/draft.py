"""Draft of a visitor's own lesson, in session and browser."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from seqdemo.app.lessons.link import RUNNING
from seqdemo.web.draft import add_view
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

if TYPE_CHECKING:  # pages do not wait for what reads a lesson
    from seqdemo.lessons.lesson import Further, Step

KEY = "seqdemo.draft"
_DRAFT = "seqdemo.draft.lesson"
MOST = 40
"""Steps of a lesson."""


@dataclass(frozen=True)
class Draft:
    """A lesson that is being made.

    Attributes:
        title: Its heading.
        summary: One sentence.
        minutes: How long it takes.
        learned: What its end says was found out.
        further: What its end has to try next.
        steps: Number of the step, which stays its own -> the step, in order.
        last: The last number that was given.
    """

    title: str = "My lesson"
    summary: str = ""
    minutes: int = 10
    learned: str = ""
    further: Further | None = None
    steps: tuple[tuple[int, Step], ...] = ()
    last: int = 0

    def text(self) -> str:
        """As a file."""
        from seqdemo.lessons.lesson import Lesson
        from seqdemo.lessons.write import write_lesson

        lesson = Lesson(
            name="draft",
            title=self.title,
            summary=self.summary,
            minutes=self.minutes,
            steps=tuple(step for _, step in self.steps),
            learned=self.learned,
            further=self.further,
        )
        return write_lesson(lesson)

    def added(self, step: Step) -> Draft:
        """With one step more, at the end."""
        number = self.last + 1
        return replace(self, steps=(*self.steps, (number, step)), last=number)

    def without(self, number: int) -> Draft:
        """Without a step."""
        return replace(self, steps=tuple(one for one in self.steps if one[0] != number))

    def moved(self, number: int, by: int) -> Draft:
        """With a step moved up or down."""
        steps = list(self.steps)
        at = next(place for place, (one, _) in enumerate(steps) if one == number)
        to = min(max(at + by, 0), len(steps) - 1)
        steps.insert(to, steps.pop(at))
        return replace(self, steps=tuple(steps))

    def changed(self, number: int, step: Step) -> Draft:
        """With another step in the place of one."""
        steps = tuple((one, step if one == number else old) for one, old in self.steps)
        return replace(self, steps=steps)


def draft() -> Draft:
    """The draft of this visitor."""
    found: Draft = st.session_state.get(_DRAFT) or Draft()
    return found


def keep(made: Draft) -> None:
    """Put another draft in its place: one that a reload, which reads its file, brings back.

    Raises:
        LessonError: If it would not; the one before stays.
    """
    from seqdemo.lessons.parse import parse_lesson

    if made.steps:
        parse_lesson(made.text())
    st.session_state[_DRAFT] = made


def take_file(text: str) -> None:
    """Take a lesson's file as the draft.

    Raises:
        LessonError: If it is none.
    """
    from seqdemo.lessons.parse import parse_lesson

    lesson = parse_lesson(text)
    made = Draft(lesson.title, lesson.summary, lesson.minutes, lesson.learned, lesson.further)
    for step in lesson.steps:
        made = made.added(step)
    keep(made)


def offer(title: str, *, here: bool = True) -> None:
    """Draw "Add this view to my lesson", unobtrusively, at the end of a page.

    Args:
        title: Of the page; the step's title until the visitor writes another one.
        here: Whether the view of this page can be added; the draft is kept all the same.
    """
    st.session_state[f"{KEY}.title"] = title
    _offer(here)


@fragment(KEY)
def _offer(here: bool) -> None:
    now = draft()
    text = now.text() if now.steps else ""
    act = _act if here else _act_and_show
    runs = st.session_state.get(RUNNING)
    add_view(
        text=text,
        count=len(now.steps),
        here=here,
        lesson=runs.link if runs else "",
        key=f"{KEY}.add",
        fragment=KEY,
        on_act=act,
    )


def _act(sent: Mapping[str, Any]) -> Rerun:
    from seqdemo.lessons.lesson import LessonError

    if sent.get("do") == "resume":
        return _resume(sent.get("lesson"))
    text = sent.get("view" if sent.get("do") == "add" else "text")
    if not isinstance(text, str):
        return None
    try:
        if sent.get("do") == "add":
            _add(text)
        elif not draft().steps:
            take_file(text)
    except LessonError as error:
        st.toast(error.sentence)
    return None


def _resume(link: Any) -> Rerun:
    """Take up a lesson that is paused in a tab: its session is lost."""
    from seqdemo.app.lessons.running import resume
    from seqdemo.lessons.lesson import LessonError

    with suppress(LessonError):
        resume(str(link)[:200])
        return [PAGE]
    return None


def _act_and_show(sent: Mapping[str, Any]) -> Rerun:
    """The same on the page that shows the draft."""
    _act(sent)
    return [PAGE]


def _add(view: str) -> None:
    from seqdemo.lessons.lesson import LessonError
    from seqdemo.lessons.step_fields import step_of
    from seqdemo.lessons.strict_yaml import Table

    now = draft()
    if len(now.steps) >= MOST:
        raise LessonError(1, f"A lesson has up to {MOST} steps.")
    table = Table(1)
    table["view"] = view
    keep(now.added(step_of(table, str(st.session_state.get(f"{KEY}.title", "")), "", 1)))
