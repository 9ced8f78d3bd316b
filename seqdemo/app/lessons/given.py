"""Given answers: what a visitor said in a lesson, over a reload, too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqdemo.lessons.judge import Verdict
from seqdemo.lessons.lesson import Lesson
from seqdemo.web.browser_store import browser_store
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE

_GIVEN = "seqdemo.lesson.given"
LONGEST = 200
MOST_KEPT = 20_000
"""Characters of all answers to a lesson, as a tab keeps them."""
_RIGHT = (True, False, None)


@dataclass(frozen=True)
class Given:
    """What a visitor has done about one question.

    Attributes:
        answer: The latest, None before the first.
        verdict: On it, and the right answer.
        shown: Whether the right answer is shown: it was given, or asked for.
        tried: How many answers there were.
        problem: Why there is no verdict.
    """

    answer: str | None = None
    verdict: Verdict | None = None
    shown: bool = False
    tried: int = 0
    problem: str = ""


def given(lesson: str, at: int) -> Given:
    """What was done about the question of a step, counted from 0."""
    return _all().get((lesson, at), Given())


def keep(lesson: str, at: int, made: Given) -> None:
    """Keep what was done about the question of a step."""
    _all()[lesson, at] = made


def score(lesson: str) -> tuple[int, int]:
    """Questions of a lesson that a visitor has answered right at once, and all that were judged."""
    found = [made for (name, _), made in _all().items() if name == lesson and made.tried]
    judged = [made.verdict for made in found if made.verdict and made.verdict.right is not None]
    right = [one for one in found if one.tried == 1 and one.verdict and one.verdict.right]
    return len(right), len(judged)


def for_browser(lesson: str) -> dict[str, list[Any]]:
    """What the browser's tab keeps of a lesson over a reload: step -> answer, right, shown, tried.

    Right answers are not among it.
    """
    return {
        str(at): [made.answer, made.verdict.right if made.verdict else None, made.shown, made.tried]
        for (name, at), made in _all().items()
        if name == lesson and (made.tried or made.shown)
    }


def restore(lesson: Lesson, kept: Any) -> None:
    """Take back what a tab has kept, for questions that this session knows nothing of."""
    if not isinstance(kept, Mapping):
        return
    for at, step in enumerate(lesson.steps):
        row: Any = kept.get(str(at))
        if step.question is None or (lesson.name, at) in _all() or not _is_row(row):
            continue
        answer, right, shown, tried = row
        keep(lesson.name, at, Given(answer, Verdict(right, ""), shown, tried))


def ask_tab(lesson: Lesson) -> None:
    """Have the tab say what it keeps of a lesson, on a page that has no strip."""

    def found(kept: str) -> Rerun:
        with suppress(ValueError, RecursionError):
            restore(lesson, json.loads(kept))
        return [PAGE] if kept else None

    browser_store(f"seqdemo.lesson.{lesson.name}", on_found=found, tab=True, longest=MOST_KEPT)


def _is_row(row: Any) -> bool:
    """Whether a row is as `for_browser` writes it: a tab can say anything."""
    return (
        isinstance(row, list)
        and len(row) == 4
        and (row[0] is None or (isinstance(row[0], str) and len(row[0]) <= LONGEST))
        and any(row[1] is one for one in _RIGHT)
        and isinstance(row[2], bool)
        and type(row[3]) is int
        and 0 <= row[3] < 1_000
    )


def _all() -> dict[tuple[str, int], Given]:
    found: dict[tuple[str, int], Given] = st.session_state.setdefault(_GIVEN, {})
    return found
