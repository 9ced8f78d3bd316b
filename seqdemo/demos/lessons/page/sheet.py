"""Worksheet and answer sheet of a lesson, to print."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from seqdemo.app.lessons import running
from seqdemo.app.lessons.asking import ask
from seqdemo.app.markdown import literal
from seqdemo.app.page import network_errors
from seqdemo.demos.lessons.page.state import STATE
from seqdemo.lessons.judge import judge, values_of
from seqdemo.lessons.lesson import Lesson, LessonError, Question, Step
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.shelf import lessons
from seqdemo.lessons.text_tree import text_html

_STYLE = """
<style>
.sheet { max-width: 46rem; line-height: 1.5; }
.sheet h2 { font-size: 1.5rem; padding: 0; } .sheet h3 { font-size: 1.1rem; padding: .8rem 0 0; }
.sheet section { break-inside: avoid; } .sheet p { margin: .2rem 0; }
.sheet .name { display: flex; gap: 2rem; margin: .5rem 0 1rem; }
.sheet .name span { flex: 1; border-bottom: 1px solid; }
.sheet .ask p { font-weight: 650; }
.sheet .options { list-style: none; padding: 0; margin: .3rem 0; }
.sheet .options li::before { content: "☐ "; }
.sheet .line { border-bottom: 1px dotted; height: 1.9rem; }
.sheet .answer { border-left: 3px solid; padding-left: .7rem; margin: .4rem 0; }
.sheet .notes { font-style: italic; } .sheet .notes p:first-child::before { content: "Notes: "; }
@media print {
  [data-testid="stElementContainer"]:has(h1),
  [data-testid="stElementContainer"]:has(h1) + [data-testid="stElementContainer"],
  [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]) { display: none; }
  ::highlight(seqdemo-word) { text-decoration: none; }
}
</style>
"""
_HOW = (
    "Print this page (Ctrl+P, or ⌘P): menu and buttons stay off the paper. Save it as a PDF there."
)


def show() -> None:
    """Draw the view."""
    lesson = _chosen()
    if lesson is None:
        return
    STATE.draw(st.toggle, "solved", "With answers and notes, for the teacher")
    st.caption(_HOW)
    with network_errors():
        st.html(_STYLE + sheet(lesson, answers=STATE["solved"]))


def _chosen() -> Lesson | None:
    titles = {lesson.name: lesson.title for lesson in lessons()[0]}
    name = STATE["sheet"] or next(iter(titles), "")
    try:
        lesson = running.get_lesson(name)
    except LessonError as error:
        st.warning(literal(error.sentence))
        return None
    titles.setdefault(lesson.name, lesson.title)
    chosen = st.selectbox(
        "Lesson",
        list(titles),
        index=list(titles).index(lesson.name),
        format_func=titles.__getitem__,
        key=f"lessons.#sheet.{lesson.name}",
    )
    if chosen != lesson.name:
        STATE["sheet"] = chosen
        st.rerun()
    return lesson


def sheet(lesson: Lesson, *, answers: bool) -> str:
    """A lesson as HTML to print.

    Args:
        lesson: Which.
        answers: Whether the right answers, asked of the networks now, and the notes are on it.
    """
    steps = "".join(
        _step(number, step, answers=answers) for number, step in enumerate(lesson.steps, 1)
    )
    name = "" if answers else '<p class="name"><span>Name:</span><span>Date:</span></p>'
    title = ("Answers: " if answers else "") + escape(lesson.title)
    learned = (
        f"<section><h3>What the class has found out</h3>{text_html(lesson.learned)}</section>"
        if answers and lesson.learned
        else ""
    )
    summary = f"<p>{escape(lesson.summary)}</p>"
    return f'<div class="sheet"><h2>{title}</h2>{name}{summary}{steps}{learned}</div>'


def _step(number: int, step: Step, *, answers: bool) -> str:
    values = _values(step)
    question = _question(step.question, values, answers=answers) if step.question else ""
    notes = f'<div class="notes">{text_html(step.notes, values)}</div>' if answers else ""
    return (
        f"<section><h3>{number}. {escape(step.title)}</h3>{text_html(step.text, values)}"
        f"{question}{notes}</section>"
    )


def _values(step: Step) -> Mapping[str, str]:
    try:
        return values_of(step, ask)
    except MeasureError:
        return dict.fromkeys(step.values, "…")


def _question(question: Question, values: Mapping[str, str], *, answers: bool) -> str:
    options = "".join(f"<li>{escape(words)}</li>" for _, words in question.options)
    choice = f'<ul class="options">{options}</ul>' if options else ""
    asked = f'<div class="ask">{text_html(question.ask, values)}</div>{choice}'
    if not answers:
        return asked + '<div class="line"></div>' * (1 if options else 2)
    return (
        f'{asked}<div class="answer">{_answer(question)}{text_html(question.explain, values)}</div>'
    )


def _answer(question: Question) -> str:
    try:
        answer = judge(question, None, ask).answer
    except MeasureError as error:
        return f"<p>{escape(str(error))}</p>"
    return f"<p><b>{escape(answer)}</b></p>" if answer else "<p>To talk about.</p>"
