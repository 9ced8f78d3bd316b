"""Answers to a question: checked, counted, held against the network."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from seqdemo.demos.room.texts import tree
from seqdemo.lessons.judge import judge
from seqdemo.lessons.lesson import LONGEST_ANSWER, Claim, Measure, Question
from seqdemo.lessons.measures import Ask, MeasureError
from seqdemo.lessons.typed_number import typed_number
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.records import Vote
from seqdemo.tasks.registry import part

MOST_ROWS = 10
"""Answers that are counted on the board, the most frequent first."""

MOST_MARKS = 3
"""Marks on one letter: Hebrew and Vietnamese have that many."""


def check_answer(question: Question, text: str) -> str:
    """An answer as it is kept.

    Raises:
        RoomError: If it is none to this question; drawings are checked by who knows the page.
    """
    text = text.strip()
    if question.kind == "choice":
        if text not in {value for value, _ in question.options}:
            raise RoomError("choose one of the answers")
        return text
    if question.kind == "number":
        return check_number(text)
    if not text or len(text) > LONGEST_ANSWER or not text.isprintable() or _is_tall(text):
        raise RoomError(f"write a word of up to {LONGEST_ANSWER} letters")
    return text.casefold()


def _is_tall(text: str) -> bool:
    """Whether marks are piled on a letter until they cover the lines around it."""
    marks = "".join("^" if unicodedata.combining(letter) else "." for letter in text)
    return "^" * (MOST_MARKS + 1) in marks


def check_number(text: str) -> str:
    """A number as it is kept.

    Raises:
        RoomError: If it is none.
    """
    try:
        value = typed_number(text) if len(text) <= 20 else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RoomError("write a number, such as 12 or 0.5")
    return f"{value + 0.0:.6g}"  # of -0.0 the sum is 0.0, so that it counts as the same answer


def latest(votes: Iterable[Vote], number: int | None = None) -> list[Vote]:
    """One answer a pupil: that of the second vote if there was one.

    Args:
        votes: To one question.
        number: Of one vote alone.
    """
    found = {vote.number: vote for vote in votes if number in (None, vote.round)}
    return [found[pupil] for pupil in sorted(found)]


def found_out(question: Question, answers: Iterable[str], ask: Ask) -> dict[str, Any]:
    """What the network says to a question, and which answers are right.

    Args:
        question: Of the lesson.
        answers: Those that were given.
        ask: Asks the network.

    Returns:
        `right`: the right ones, None where nothing is right or wrong; `said`: the answer in words;
        `network`: option -> probability, where the network gives one; `value`: the answer as a
        number, where one is asked for; `problem`: why it did not answer, "" if it did.
    """
    try:
        truth = judge(question, None, ask)
        right = None if question.answer is None else _right(question, answers, truth.value, ask)
        chances, value = network_chances(question, answers, ask), _value(question, ask)
    except MeasureError as error:
        return {"right": None, "said": "", "network": None, "value": None, "problem": str(error)}
    told = {"right": right, "said": truth.answer, "network": chances}
    return told | {"value": value, "problem": ""}


def _value(question: Question, ask: Ask) -> float | None:
    """The answer in the unit in which pupils give theirs."""
    answer = question.answer
    if question.kind not in ("number", "spot") or not isinstance(answer, Measure):
        return None
    found = ask(answer, ())
    if isinstance(found, str):
        return None
    return float(found) * (100 if answer.show == "percent" else 1)


def _right(question: Question, answers: Iterable[str], value: str, ask: Ask) -> list[str]:
    if question.kind == "choice":
        return [value]
    return sorted(text for text in set(answers) if judge(question, text, ask).right)


def network_chances(
    question: Question, answers: Iterable[str], ask: Ask
) -> dict[str, float] | None:
    """Probability that the network gives each option, or each word that was given.

    None where it gives none.

    A demo's `lesson.py` says by `CHANCES` which measure is the likeliest of several: measure ->
    name of the measure that gives the probability of one, which comes as its first argument.

    Raises:
        MeasureError: If the network cannot be asked.
    """
    measure = _chance_of(question)
    if measure is None:
        return None
    if question.kind == "choice":
        return {value: float(ask(measure, (value,))) for value, _ in question.options}
    return {word: _chance(measure, word, ask) for word in set(answers)}


def _chance_of(question: Question) -> Measure | None:
    """The measure of an answer's probability, if a network gives one."""
    answer = question.answer
    if question.kind not in ("choice", "word") or not isinstance(answer, Measure):
        return None
    demo, _, name = answer.name.partition(".")
    chance = (part(demo, "lesson", "CHANCES") or {}).get(name)
    return None if chance is None else Measure(f"{demo}.{chance}", answer.given, answer.named)


def _chance(measure: Measure, word: str, ask: Ask) -> float:
    """Probability of a word that somebody typed; none of one that cannot come."""
    try:
        return float(ask(measure, (word,)))
    except MeasureError:
        return 0.0


def reading(question: Question, drawing: str, ask: Ask) -> tuple[str, bool | None]:
    """What the network reads in a drawing, and whether that is what was asked for."""
    if not isinstance(question.answer, Claim):
        return "", None
    try:
        verdict = judge(question, drawing, ask)
    except MeasureError:
        return "nothing it can read", None
    return verdict.answer, verdict.right


def counted(
    question: Question, votes: Sequence[Vote], rounds: Sequence[int], found: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """Rows of the board: an answer, how many gave it in each vote, and the network's share.

    Drawings have none: they are shown as they are, and no two are alike.

    Args:
        question: Of the lesson.
        votes: All answers to it.
        rounds: Votes whose counts may be seen.
        found: What the network says, if that may be seen.
    """
    if question.kind == "drawing":
        return []
    counts = {number: Counter(vote.answer for vote in latest(votes, number)) for number in rounds}
    options = list(question.options) if question.kind == "choice" else _given(question, counts)
    found = found or {}
    network, right = found.get("network") or {}, found.get("right")
    return [
        {
            "value": value,
            "words": words,
            "counts": [counts[number][value] for number in rounds],
            "network": network.get(value),
            "right": value in right if right is not None else None,
        }
        for value, words in options
    ]


def _given(question: Question, counts: Mapping[int, Counter[str]]) -> list[tuple[str, str]]:
    """The most frequent answers, and how they are shown; numbers in their order."""
    total: Counter[str] = Counter()
    for one in counts.values():
        total.update(one)
    texts = [text for text, _ in total.most_common(MOST_ROWS)]
    if question.kind == "number":
        texts.sort(key=float)
    if question.kind == "spot":
        texts.sort(key=lambda text: (len(text), text))
    return [(text, f"{text}\xa0{question.unit}".rstrip("\xa0")) for text in texts]


def asked(question: Question, values: dict[str, str]) -> dict[str, Any]:
    """A question as anybody may see it: without its answer, but if its answers have chances."""
    return {
        "kind": question.kind,
        "longest": LONGEST_ANSWER,
        "ask": tree(question.ask, values),
        "options": [list(option) for option in question.options],
        "unit": question.unit,
        "chances": _chance_of(question) is not None,
    }


def said(question: Question, found: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    """What the network says, once it may be seen."""
    return {
        "said": found.get("said", ""),
        "problem": found.get("problem", ""),
        "explain": tree(question.explain, values),
        "right": found.get("right"),
        "bits": found.get("bits"),
    }
