"""Every lesson that ships: its views open, and the networks still say what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest
from sayings import network

from seqdemo.app.page_state import PageState
from seqdemo.app.rules import RULES
from seqdemo.demos.explorer.page.state import input_state
from seqdemo.lessons.judge import judge, values_of
from seqdemo.lessons.lesson import Claim, Further, Lesson, Measure, Plain, Step
from seqdemo.lessons.measures import holds, in_words, measured
from seqdemo.lessons.parse import parse_lesson
from seqdemo.lessons.shelf import SHIPPED, find_lesson
from seqdemo.lessons.write import write_lesson
from seqdemo.tasks.registry import cards, part

LESSONS = [find_lesson(path.stem) for path in sorted(SHIPPED.glob("*.md"))]
STEPS = [(lesson, step) for lesson in LESSONS for step in lesson.steps]
PAGES = {card.name for card in cards()}
FIGURE = re.compile(r"\d ?%|\d\.\d")


@cache
def ask(measure: Measure, first: tuple[Plain, ...] = ()) -> Plain:
    return measured(measure, first, lambda demo: partial(network, demo))


def named(item: Any) -> str | None:
    if isinstance(item, Lesson):
        return item.name
    return item.title if isinstance(item, Step) else None


def claims() -> Iterator[Any]:
    for lesson, step in STEPS:
        for claim in step.claims:
            yield pytest.param(claim, id=f"{lesson.name}: {in_words(claim)[:90]}")


def questions() -> Iterator[Any]:
    for lesson, step in STEPS:
        if step.question and step.question.answer:
            yield pytest.param(step, id=f"{lesson.name}: {step.question.ask[:90]}")


@pytest.mark.parametrize("lesson", LESSONS, ids=named)
def test_a_lesson_has_the_length_of_one_and_is_written_as_it_was_read(lesson: Lesson) -> None:
    assert 5 <= len(lesson.steps) <= 9 and 8 <= lesson.minutes <= 20
    assert lesson.summary and all(step.text and step.notes for step in lesson.steps)
    assert parse_lesson(write_lesson(lesson), lesson.name) == lesson


def test_lessons_stand_in_an_order() -> None:
    assert sorted(lesson.order for lesson in LESSONS) == list(range(1, len(LESSONS) + 1))


@pytest.mark.parametrize("lesson", LESSONS, ids=named)
def test_the_end_of_a_lesson_says_what_was_found_out_and_what_to_try_next(lesson: Lesson) -> None:
    assert 3 <= lesson.learned.count("- ") <= 5 and not FIGURE.search(lesson.learned)
    assert lesson.further
    opened(lesson.further)


def opened(view: Step | Further) -> PageState:
    """The table of a view's page, which understands what the view names."""
    assert view.page in PAGES
    table: PageState = part(view.page, "page.state", "STATE")
    named = {choice.link: choice for choice in table.choices.values()}
    if view.page == "explorer":  # beside its own choices are those of the network's input
        inputs = input_state(view.link["from"]).choices.values()
        named = {choice.link: choice for choice in inputs} | named
    for link, text in view.link.items():
        if link in ("inside", "present", "guess") and link not in named:
            assert text == "1"
        else:
            named[link].read(text)  # raises for what makes no sense
    return table


@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=named)
def test_the_view_of_a_step_opens(lesson: Lesson, step: Step) -> None:
    table = opened(step)
    for rule in RULES:
        assert set(getattr(step, rule)) <= table.allowed[rule]
    question = step.question
    if question and question.choice:
        assert table.choices[question.choice].link


@pytest.mark.parametrize("claim", list(claims()))
def test_the_network_still_does_what_a_lesson_says(claim: Claim) -> None:
    true, answer = holds(claim, ask)
    assert true, f"{in_words(claim)}: now {answer}"


@pytest.mark.parametrize("step", list(questions()))
def test_a_question_has_an_answer_from_the_network(step: Step) -> None:
    question = step.question
    assert question is not None
    verdict = judge(question, None, ask)
    assert verdict.answer
    if question.kind == "choice":
        assert judge(question, verdict.value, ask).right is True
        others = [value for value, _ in question.options if value != verdict.value]
        assert [judge(question, value, ask).right for value in others] == [False] * len(others)
    if question.kind == "spot":
        assert verdict.answer == f"{question.unit} {ask(question.answer)}"
        assert judge(question, verdict.answer.split()[-1], ask).right is True
    if question.kind == "number":  # what is shown can be typed: 19,600 and −7.9 and 0.1 %
        typed = verdict.answer.removesuffix(f" {question.unit}")
        assert judge(question, typed, ask).right is True


@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=named)
def test_the_answer_that_a_lesson_counts_on_is_claimed(lesson: Lesson, step: Step) -> None:
    """Texts go on from the right answer: a network that gives another one is to be noticed."""
    question = step.question
    if question and isinstance(question.answer, Measure):
        asked = replace(question.answer, show="")
        assert asked in [replace(claim.measure, show="") for claim in step.claims], question.ask


SHOWN_BY = {"lab.reaches_further": "birth"}
"""Measure -> part of its page that shows it before anything is done."""


@pytest.mark.parametrize("step", list(questions()))
def test_a_question_is_not_answered_by_the_picture_below_it(step: Step) -> None:
    answer = step.question and step.question.answer
    part_shown = SHOWN_BY.get(answer.name) if isinstance(answer, Measure) else None
    assert part_shown is None or part_shown in {*step.veil, *step.hide}


@pytest.mark.parametrize(("lesson", "step"), STEPS, ids=named)
def test_no_figure_of_a_network_is_written_down(lesson: Lesson, step: Step) -> None:
    values = values_of(step, ask)
    question = step.question
    texts = [step.text, step.notes]
    figures = [step.text]
    if question:
        texts += [question.ask, question.hint, question.explain]
        figures.append(question.explain)
    for text in texts:
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(values)
        assert text not in figures or not FIGURE.search(text), text
    assert all(any(f"{{{name}}}" in text for text in texts) for name in values)


def test_the_menu_says_how_long_lessons_take() -> None:
    (card,) = (card for card in cards() if card.name == "lessons")
    minutes = [lesson.minutes for lesson in LESSONS]
    assert f"of {min(minutes)} to {max(minutes)} minutes" in card.summary
    assert len(LESSONS) == 10 and card.summary.startswith("Ten lessons")
