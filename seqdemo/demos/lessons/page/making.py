"""Make a lesson of one's own: steps in order, one open, and sharing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from seqdemo.app.lessons import draft
from seqdemo.app.markdown import literal
from seqdemo.app.typed_line import say_what_is_read
from seqdemo.demos.lessons.page import editing, ending, sharing
from seqdemo.lessons.lesson import LessonError, Step
from seqdemo.tasks.registry import cards

LONGEST_TITLE, LONGEST_SUMMARY = 80, 240
"""Characters of a lesson's head that are read."""

_OPEN, _REFUSED = "lessons.#open", "lessons.#refused"
_HOW = (
    "A lesson is a row of views. Go to any page, set it up as you want your class to see it, and "
    "press **+ Add this view to my lesson** at its end. Then come back: here each view gets a few "
    "words, and a question if you like. It is kept in this browser until you empty it."
)


def show() -> None:
    """Draw the view."""
    now = draft.draft()
    if not now.steps:
        st.info(_HOW)
        return
    _head(now)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.header("Steps", anchor=False)
        for number, step in now.steps:
            _row(number, step, _opened(now))
    with right:
        editing.show(_opened(now), dict(now.steps)[_opened(now)])
    ending.show(now)
    sharing.show(draft.draft())
    st.button("Empty the draft", on_click=_empty, help="The file you have downloaded stays")


def _opened(now: draft.Draft) -> int:
    numbers = [number for number, _ in now.steps]
    found = st.session_state.get(_OPEN)
    return found if found in numbers else numbers[0]


def _head(now: draft.Draft) -> None:
    title, summary, minutes = st.columns([3, 5, 1.4])
    with title:
        typed = st.text_input("Title", now.title, key="lessons.#title", on_change=_keep_head)
        say_what_is_read(typed, LONGEST_TITLE)
    with summary:
        typed = st.text_input(
            "In a sentence", now.summary, key="lessons.#summary", on_change=_keep_head
        )
        say_what_is_read(typed, LONGEST_SUMMARY)
    minutes.number_input(
        "Minutes", 1, 180, now.minutes, key="lessons.#minutes", on_change=_keep_head
    )
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(literal(refused))


def _keep_head() -> None:
    state = st.session_state
    made = replace(
        draft.draft(),
        title=str(state["lessons.#title"])[:LONGEST_TITLE].strip() or draft.Draft.title,
        summary=str(state["lessons.#summary"])[:LONGEST_SUMMARY].strip(),
        minutes=int(state["lessons.#minutes"] or draft.Draft.minutes),
    )
    try:
        draft.keep(made)
    except LessonError as error:
        state[_REFUSED] = error.sentence


def _row(number: int, step: Step, opened: int) -> None:
    with st.container(border=True, gap="small"):
        bold = "**" if number == opened else ""
        title = next((card.title for card in cards() if card.name == step.page), "Home page")
        st.markdown(f"{bold}{literal(step.title) or 'untitled'}{bold}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(title)
            _button("edit", "Edit", number, _open, number)
            _button("up", "↑", number, _move, number, -1, help="Earlier")
            _button("down", "↓", number, _move, number, 1, help="Later")
            _button("out", "✕", number, _remove, number, help="Take this step out")


def _button(
    name: str, label: str, number: int, act: object, *args: int, help: str | None = None
) -> None:
    st.button(label, key=f"lessons.#{name}.{number}", on_click=act, args=args, help=help)  # type: ignore[arg-type]


def _open(number: int) -> None:
    st.session_state[_OPEN] = number


def _move(number: int, by: int) -> None:
    draft.keep(draft.draft().moved(number, by))


def _remove(number: int) -> None:
    draft.keep(draft.draft().without(number))


def _empty() -> None:
    draft.keep(replace(draft.Draft(), last=draft.draft().last))
