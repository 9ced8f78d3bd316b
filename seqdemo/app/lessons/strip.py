"""Strip of a lesson above every page: step, question, answer, way."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from seqdemo.app.lessons import running
from seqdemo.app.lessons.asking import ask, prepare
from seqdemo.app.lessons.given import LONGEST, Given, for_browser, given, keep, restore
from seqdemo.app.lessons.link import LIFTED
from seqdemo.app.lessons.places import CHOOSE, of_page, spot_link
from seqdemo.app.lessons.running import Running
from seqdemo.app.veil import Veil
from seqdemo.lessons.judge import Verdict, judge, values_of
from seqdemo.lessons.lesson import LONGEST_ANSWER, LessonError, Measure, Question
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.text_tree import text_tree
from seqdemo.web.epoch import epoch
from seqdemo.web.lesson import lesson_strip
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

KEY = "seqdemo.lesson"
_PREPARED = "seqdemo.lesson.prepared"


def begin(page: str) -> bool:
    """Draw the strip at the top of a page; nothing where no lesson runs.

    Args:
        page: Name of the page, "home" or a demo's.

    Returns:
        Whether the page is to open the view of a step that its link names.
    """
    try:
        new = running.take_up(page)
    except LessonError as error:
        st.warning(error.sentence)
        return False
    if (now := running.running()) is not None:
        st.session_state[LIFTED] = now.step.veil if _given(now).shown else ()
        _strip(page)
    return new


@fragment(KEY)
def _strip(page: str) -> None:
    now = running.running()
    if now is None:
        return
    lesson_strip(data=_data(now, page), on_act=_act, key=KEY + ".strip", fragment=KEY)
    if running.is_here(now, page):
        _prepare(now)


def _prepare(now: Running) -> None:
    """Have the answer and its values at hand when they are asked for, once a step."""
    question = now.step.question
    if question is None or st.session_state.get(_PREPARED) == now.link:
        return
    st.session_state[_PREPARED] = now.link
    answer = [question.answer] if isinstance(question.answer, Measure) else []
    prepare([*answer, *now.step.values.values()])


def _data(now: Running, page: str) -> dict[str, Any]:
    here = running.is_here(now, page)
    step = now.step
    data: dict[str, Any] = {
        "here": here,
        "lesson": now.lesson.title,
        "at": now.at,
        "steps": [one.title for one in now.lesson.steps],
        "title": step.title,
        "id": now.link,
        "name": now.lesson.name,
        "kept": for_browser(now.lesson.name),
        "epoch": epoch(),
    }
    if not here:
        return data
    told = _told(now)
    values, problem = _values(now, told)
    return data | {
        "text": text_tree(step.text, values),
        "question": _question(step.question, told, values) if step.question else None,
        "spot": spot_link(step),
        "problem": problem,
        "picture": step.picture,
        "notes": text_tree(step.notes, values),
    }


def _told(now: Running) -> Given:
    """What was done about the step's question; a tab that was loaded again keeps no answers."""
    made, question = _given(now), now.step.question
    verdict = made.verdict
    if (
        question is None
        or question.answer is None
        or not made.shown
        or (verdict and verdict.answer)
    ):
        return made
    with suppress(MeasureError):
        found = judge(question, None, ask)
        made = replace(made, verdict=replace(found, right=verdict.right if verdict else None))
        _keep(now, made)
    return made


def _values(now: Running, told: Given) -> tuple[Mapping[str, str], str]:
    """Values of the texts that are shown now: nobody waits for those of an answer to come."""
    step, question = now.step, now.step.question
    texts = [step.text, step.notes]
    if question is not None:
        texts += [question.ask, question.hint, *([question.explain] if told.shown else [])]
    try:
        return values_of(step, ask, texts), ""
    except MeasureError as error:
        return {}, str(error)


def _question(question: Question, made: Given, values: Mapping[str, str]) -> dict[str, Any]:
    verdict = made.verdict
    return {
        "kind": question.kind,
        "longest": LONGEST_ANSWER,
        "ask": text_tree(question.ask, values),
        "options": [list(option) for option in question.options],
        "unit": question.unit,
        "hint": text_tree(question.hint, values),
        "open": question.answer is None,
        "given": made.answer,
        "right": verdict.right if verdict else None,
        "tried": made.tried,
        "shown": made.shown,
        # The browser has the right answer only once it is shown; of a drawing it has its reading.
        "answer": verdict.answer if verdict and (made.shown or question.kind == "drawing") else "",
        "value": verdict.value if verdict and made.shown else "",
        "explain": text_tree(question.explain, values) if made.shown else [],
        "problem": made.problem,
    }


# ---- what the visitor does -----------------------------------------------------------------------


def _act(sent: dict[str, Any]) -> Rerun:
    now, do = running.running(), sent.get("do")
    if now is None or sent.get("id") != now.link:  # of a step that is gone
        return [PAGE]
    if do == "go" and isinstance(sent.get("to"), int):
        running.go_to(max(0, sent["to"]), sent.get("presenting") is True)
        return [PAGE]
    if do == "end":
        running.end()
        return [PAGE]
    if do == "restore":
        restore(now.lesson, sent.get("given"))
    if do == "answer":
        _answer(now, sent.get("given"))
    if do == "show":
        _show(now)
    return [PAGE] if _reveal(now) else None


def _reveal(now: Running) -> bool:
    """Show what the step veils, once its answer is shown; whether there was something to show."""
    veil, hidden = Veil(now.step.page), sorted(now.step.veil)
    news = [name for name in hidden if _given(now).shown and not veil.shown(name)]
    for name in news:
        veil.show(name)
    return bool(news)


def _answer(now: Running, said: Any) -> None:
    question = now.step.question
    if question is None:
        return
    before = _given(now)
    answer = of_page(now.step, said) if question.choice else _plain(said)
    if answer is None:
        words = CHOOSE if question.choice else "Write an answer."
        _keep(now, Given(before.answer, before.verdict, before.shown, before.tried, words))
        return
    try:
        verdict = judge(question, answer, ask)
    except MeasureError as error:
        _keep(now, Given(answer, None, before.shown, before.tried, str(error)))
        return
    shown = before.shown or verdict.right is not False
    _keep(now, Given(answer, verdict, shown, before.tried + (not before.shown)))


def _show(now: Running) -> None:
    question, before = now.step.question, _given(now)
    if question is None:
        return
    try:
        verdict = judge(question, None, ask)
    except MeasureError as error:
        _keep(now, Given(before.answer, None, True, before.tried, str(error)))
        return
    right = before.verdict.right if before.verdict else None
    told = Verdict(right, verdict.answer, verdict.value)
    _keep(now, Given(before.answer, told, True, before.tried))


def _plain(said: Any) -> str | None:
    text = str(said).strip()[:LONGEST] if isinstance(said, (str, int, float)) else ""
    return text or None


def _given(now: Running) -> Given:
    return given(now.lesson.name, now.at)


def _keep(now: Running, made: Given) -> None:
    keep(now.lesson.name, now.at, made)
