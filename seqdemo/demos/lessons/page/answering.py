"""Edit the right answer of a question: measure, or claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqdemo.app.lessons.asking import ask
from seqdemo.app.markdown import literal
from seqdemo.lessons.judge import judge
from seqdemo.lessons.lesson import Claim, Measure, Question, Step
from seqdemo.lessons.measures import MeasureError
from seqdemo.tasks.registry import part

_RIGHT = "The right answer is what the network says to"
OF_PAGE = ("spot", "drawing")
"""Kinds whose answer is a choice of the page."""


def key(number: int, name: str) -> str:
    """Session key of a control of a step."""
    return f"lessons.#step.{number}.{name}"


def said(number: int, name: str, default: Any) -> Any:
    """What a control of a step says, or a default if it is not drawn."""
    found = st.session_state.get(key(number, name))
    return default if found is None else found


def place(number: int, step: Step, question: Question, keep: Any) -> None:
    """The choice of the page that a spot is selected by, or that holds what is made."""
    names = choices(step)
    st.selectbox(
        "Held by" if question.kind == "drawing" else "Selected as",
        names,
        index=names.index(question.choice) if question.choice in names else 0,
        key=key(number, "choice"),
        on_change=keep,
    )


def choices(step: Step) -> list[str]:
    """Names of choices of the step's page that links write, those that no control shows first."""
    table = part(step.page, "page.state", "STATE")
    named = {name: one for name, one in (table.choices if table else {}).items() if one.link}
    return sorted(named, key=lambda name: named[name].widget is not None)


def answer(number: int, step: Step, question: Question, keep: Any) -> None:
    """The measure that is asked of the network, and what it says now."""
    measures = part(step.page, "lesson", "MEASURES") or {}
    claim = question.answer if isinstance(question.answer, Claim) else None
    now = claim.measure if claim else question.answer
    now = now if isinstance(now, Measure) else None
    name = now.name.partition(".")[2] if now else ""
    options = ["", *measures]
    left, right = st.columns([1, 1])
    made = question.kind == "drawing"
    left.selectbox(
        "It is right by what the network says to" if made else _RIGHT,
        options,
        index=options.index(name) if name in options else 0,
        format_func=lambda one: _words(measures, one),
        key=key(number, "measure"),
        on_change=keep,
    )
    if made:
        wanted = ", ".join(map(str, _several(claim.value))) if claim else ""
        right.text_input(
            "if that is one of", wanted, key=key(number, "is"), placeholder="aids", on_change=keep
        )
        return
    given = ", ".join(map(str, now.given)) if now else ""
    right.text_input(
        "about", given, key=key(number, "of"), placeholder="said, lstm", on_change=keep
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


def choice_of(number: int, step: Step, old: Question) -> str:
    """The choice that the controls name, for a spot or what is made; "" if the page has none."""
    names = choices(step)
    return str(said(number, "choice", old.choice or (names[0] if names else "")))


def answer_of(number: int, step: Step, old: Question, kind: str) -> Any:
    """The right answer that the controls say: a measure, of what is made a claim, or None."""
    name = said(number, "measure", None)
    if name is None:
        return old.answer if (kind == "drawing") == isinstance(old.answer, Claim) else None
    if not name:
        return None
    if kind == "drawing":
        wanted = str(said(number, "is", ""))
        values = tuple(_plain(one.strip()) for one in wanted.split(",") if one.strip())
        return Claim(Measure(f"{step.page}.{name}"), "one_of", values) if values else None
    typed = str(said(number, "of", ""))
    given = tuple(_plain(piece.strip()) for piece in typed.split(",") if piece.strip())
    return Measure(f"{step.page}.{name}", given)


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _plain(piece: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(piece)
        except ValueError:
            continue
    return piece
