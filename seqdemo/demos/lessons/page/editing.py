"""Edit a step of one's own lesson: words, rules, a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from seqdemo.app.lessons import draft
from seqdemo.app.markdown import literal
from seqdemo.demos.lessons.page import answering
from seqdemo.lessons.lesson import LessonError, Question, Step
from seqdemo.lessons.safe_text import check_text
from seqdemo.tasks.registry import part

_KINDS = {
    "": "no question",
    "choice": "one of several",
    "number": "a number",
    "word": "a word",
    "spot": "a place in the picture",
    "drawing": "made on the page",
}
_LONGEST = {"title": 80, "text": 1_200, "notes": 1_500, "picture": 40}


def show(number: int, step: Step) -> None:
    """Draw the controls of a step; each change is kept at once.

    Args:
        number: The step's own number.
        step: What it says now.
    """
    keep = partial(_keep, number)
    st.text_input(
        "Title of the step", step.title, key=answering.key(number, "title"), on_change=keep
    )
    st.text_area(
        "Text: a few short sentences, **bold** and *italics* if you like",
        step.text,
        key=answering.key(number, "text"),
        height=100,
        on_change=keep,
    )
    _rules(number, step, keep)
    st.text_input(
        "Picture to begin with on a projector",
        step.picture.replace("-", " "),
        placeholder="the first of the page",
        help="Present the view, go to the picture, and write what stands after the colon below it: "
        "one unit",
        key=answering.key(number, "picture"),
        on_change=keep,
    )
    _question(number, step, keep)
    st.text_area(
        "Notes for you", step.notes, key=answering.key(number, "notes"), height=68, on_change=keep
    )
    for error in st.session_state.pop(answering.key(number, "errors"), []):
        st.warning(literal(error))


def _rules(number: int, step: Step, keep: Any) -> None:
    table = part(step.page, "page.state", "STATE")
    allowed: Mapping[str, frozenset[str]] = table.allowed if table else {}
    columns = st.columns(3)
    for column, rule, words in zip(
        columns, ("hide", "lock", "veil"), ("Leave out", "Lock", "Veil the answer"), strict=True
    ):
        names = sorted({*allowed.get(rule, ()), *getattr(step, rule)})
        column.multiselect(
            words, names, list(getattr(step, rule)), key=answering.key(number, rule), on_change=keep
        )


def _question(number: int, step: Step, keep: Any) -> None:
    question = step.question
    kinds = list(_KINDS) if not question or question.kind in _KINDS else [question.kind]
    st.segmented_control(
        "Question",
        kinds,
        format_func=lambda kind: _KINDS.get(kind, kind),
        default=question.kind if question else "",
        key=answering.key(number, "kind"),
        required=True,
        on_change=keep,
    )
    if question is None:
        return
    st.text_input("What you ask", question.ask, key=answering.key(number, "ask"), on_change=keep)
    if question.kind == "choice":
        options = "\n".join(value for value, _ in question.options)
        st.text_area(
            "Options, one a line",
            options,
            key=answering.key(number, "options"),
            height=100,
            on_change=keep,
        )
    if question.kind in answering.OF_PAGE:
        answering.place(number, step, question, keep)
    answering.answer(number, step, question, keep)
    st.text_input("Hint", question.hint, key=answering.key(number, "hint"), on_change=keep)
    st.text_input(
        "Said with the right answer",
        question.explain,
        key=answering.key(number, "explain"),
        on_change=keep,
    )


# ---- what is kept --------------------------------------------------------------------------------


def _keep(number: int) -> None:
    steps = dict(draft.draft().steps)
    if number not in steps:
        return
    errors: list[str] = []
    old = steps[number]
    made = replace(
        old,
        title=_text(number, "title", old.title, errors),
        text=_text(number, "text", old.text, errors),
        notes=_text(number, "notes", old.notes, errors),
        picture="-".join(_text(number, "picture", old.picture, errors).lower().split()),
        hide=tuple(answering.said(number, "hide", ())),
        lock=tuple(answering.said(number, "lock", ())),
        veil=tuple(answering.said(number, "veil", ())),
        question=_asked(number, old, errors),
    )
    try:
        draft.keep(draft.draft().changed(number, made))
    except LessonError as error:
        errors.append(error.sentence)
    st.session_state[answering.key(number, "errors")] = errors


def _text(number: int, name: str, old: str, errors: list[str]) -> str:
    """What was typed, if it can stand in a lesson; else what stood there."""
    try:
        typed = str(answering.said(number, name, old))
        if name == "title" and not typed.strip():
            raise LessonError(1, "A step needs a title: the one before stays.")
        return check_text(typed, 1, _LONGEST.get(name, 600), f"“{name}”")
    except LessonError as error:
        errors.append(error.sentence)
        return old


def _asked(number: int, step: Step, errors: list[str]) -> Question | None:
    kind = answering.said(number, "kind", "")
    if not kind or kind not in _KINDS:
        return step.question if kind else None
    if kind in answering.OF_PAGE and not answering.choices(step):
        errors.append(
            "This page has nothing to select or to make: choose another kind of question."
        )
        return step.question
    old = step.question or Question(kind, "")
    return Question(
        kind=kind,
        ask=_text(number, "ask", old.ask, errors) or "What do you think?",
        options=_options(number, old, errors) if kind == "choice" else (),
        answer=answering.answer_of(number, step, old, kind),
        choice=answering.choice_of(number, step, old) if kind in answering.OF_PAGE else "",
        within=old.within,
        unit=old.unit,
        hint=_text(number, "hint", old.hint, errors),
        explain=_text(number, "explain", old.explain, errors),
    )


def _options(number: int, old: Question, errors: list[str]) -> tuple[tuple[str, str], ...]:
    before = old.options or (("yes", "yes"), ("no", "no"))
    typed = _text(number, "options", "\n".join(value for value, _ in before), errors)
    words = dict(before)
    lines = [line.strip()[:120].strip() for line in typed.splitlines()]
    values = list(dict.fromkeys(line for line in lines if line))
    if not 2 <= len(values) <= 8:
        errors.append("A choice has two to eight options.")
        return before
    return tuple((value, words.get(value, value)) for value in values)
