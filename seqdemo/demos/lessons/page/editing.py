"""Edit a step of one's own lesson: words, rules, a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from seqdemo.app.lessons import draft
from seqdemo.app.lessons.asking import ask
from seqdemo.app.markdown import literal
from seqdemo.lessons.judge import judge
from seqdemo.lessons.lesson import LessonError, Measure, Question, Step
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.safe_text import check_text
from seqdemo.tasks.registry import part

_KINDS = {
    "": "no question",
    "choice": "one of several",
    "number": "a number",
    "word": "a word",
}
_LONGEST = {"title": 80, "text": 1_200, "notes": 1_500}


def show(number: int, step: Step) -> None:
    """Draw the controls of a step; each change is kept at once.

    Args:
        number: The step's own number.
        step: What it says now.
    """
    keep = partial(_keep, number)
    st.text_input("Title of the step", step.title, key=_key(number, "title"), on_change=keep)
    st.text_area(
        "Text: a few short sentences, **bold** and *italics* if you like",
        step.text,
        key=_key(number, "text"),
        height=100,
        on_change=keep,
    )
    _rules(number, step, keep)
    _question(number, step, keep)
    st.text_area("Notes for you", step.notes, key=_key(number, "notes"), height=68, on_change=keep)
    for error in st.session_state.pop(_key(number, "errors"), []):
        st.warning(literal(error))


def _key(number: int, name: str) -> str:
    return f"lessons.#step.{number}.{name}"


def _rules(number: int, step: Step, keep: Any) -> None:
    table = part(step.page, "page.state", "STATE")
    allowed: Mapping[str, frozenset[str]] = table.allowed if table else {}
    columns = st.columns(3)
    for column, rule, words in zip(
        columns, ("hide", "lock", "veil"), ("Leave out", "Lock", "Veil the answer"), strict=True
    ):
        names = sorted({*allowed.get(rule, ()), *getattr(step, rule)})
        column.multiselect(
            words, names, list(getattr(step, rule)), key=_key(number, rule), on_change=keep
        )


def _question(number: int, step: Step, keep: Any) -> None:
    question = step.question
    kinds = list(_KINDS) if not question or question.kind in _KINDS else [question.kind]
    st.segmented_control(
        "Question",
        kinds,
        format_func=lambda kind: _KINDS.get(kind, kind),
        default=question.kind if question else "",
        key=_key(number, "kind"),
        required=True,
        on_change=keep,
    )
    if question is None:
        return
    st.text_input("What you ask", question.ask, key=_key(number, "ask"), on_change=keep)
    if question.kind == "choice":
        options = "\n".join(value for value, _ in question.options)
        st.text_area(
            "Options, one a line", options, key=_key(number, "options"), height=100, on_change=keep
        )
    _answer(number, step, question, keep)
    st.text_input("Hint", question.hint, key=_key(number, "hint"), on_change=keep)
    st.text_input(
        "Said with the right answer", question.explain, key=_key(number, "explain"), on_change=keep
    )


def _answer(number: int, step: Step, question: Question, keep: Any) -> None:
    """The measure that is asked of the network, and what it says now."""
    measures = part(step.page, "lesson", "MEASURES") or {}
    now = question.answer if isinstance(question.answer, Measure) else None
    name = now.name.partition(".")[2] if now else ""
    options = ["", *measures]
    left, right = st.columns([1, 1])
    left.selectbox(
        "The right answer is what the network says to",
        options,
        index=options.index(name) if name in options else 0,
        format_func=lambda one: _words(measures, one),
        key=_key(number, "measure"),
        on_change=keep,
    )
    given = ", ".join(map(str, now.given)) if now else ""
    right.text_input(
        "about", given, key=_key(number, "of"), placeholder="said, lstm", on_change=keep
    )
    if now:
        _says(question)


def _says(question: Question) -> None:
    try:
        st.caption(f"The network says now: **{literal(judge(question, None, ask).answer)}**")
    except MeasureError as error:
        st.warning(literal(str(error)))


def _words(measures: Mapping[str, Any], name: str) -> str:
    if not name:
        return "nothing: a question to talk about"
    return f"{name}: {(measures[name].__doc__ or '').splitlines()[0]}"


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
        hide=tuple(_said(number, "hide", ())),
        lock=tuple(_said(number, "lock", ())),
        veil=tuple(_said(number, "veil", ())),
        question=_asked(number, old, errors),
    )
    st.session_state[_key(number, "errors")] = errors
    draft.keep(draft.draft().changed(number, made))


def _said(number: int, name: str, default: Any) -> Any:
    found = st.session_state.get(_key(number, name))
    return default if found is None else found


def _text(number: int, name: str, old: str, errors: list[str]) -> str:
    """What was typed, if it can stand in a lesson; else what stood there."""
    try:
        typed = str(_said(number, name, old))
        return check_text(typed, 1, _LONGEST.get(name, 600), f"“{name}”")
    except LessonError as error:
        errors.append(error.sentence)
        return old


def _asked(number: int, step: Step, errors: list[str]) -> Question | None:
    kind = _said(number, "kind", "")
    if not kind or kind not in _KINDS:
        return step.question if kind else None
    old = step.question or Question(kind, "")
    return Question(
        kind=kind,
        ask=_text(number, "ask", old.ask, errors) or "What do you think?",
        options=_options(number, old, errors) if kind == "choice" else (),
        answer=_measure(number, step, old),
        within=old.within,
        unit=old.unit,
        hint=_text(number, "hint", old.hint, errors),
        explain=_text(number, "explain", old.explain, errors),
    )


def _options(number: int, old: Question, errors: list[str]) -> tuple[tuple[str, str], ...]:
    before = old.options or (("yes", "yes"), ("no", "no"))
    typed = _text(number, "options", "\n".join(value for value, _ in before), errors)
    words = dict(before)
    values = list(dict.fromkeys(line.strip()[:120] for line in typed.splitlines() if line.strip()))
    if not 2 <= len(values) <= 8:
        errors.append("A choice has two to eight options.")
        return before
    return tuple((value, words.get(value, value)) for value in values)


def _measure(number: int, step: Step, old: Question) -> Any:
    name = _said(number, "measure", None)
    if name is None:
        return old.answer
    if not name:
        return None
    typed = str(_said(number, "of", ""))
    given = tuple(_plain(piece.strip()) for piece in typed.split(",") if piece.strip())
    return Measure(f"{step.page}.{name}", given)


def _plain(piece: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(piece)
        except ValueError:
            continue
    return piece
