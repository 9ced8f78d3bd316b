"""What the board shows a room: counts of closed votes, then the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from seqdemo.demos.room.answers import asked, counted, latest, said
from seqdemo.demos.room.ending import end_view
from seqdemo.demos.room.histogram import histogram
from seqdemo.demos.room.texts import tree
from seqdemo.lessons.lesson import Lesson, Question
from seqdemo.rooms.peer_instruction import ADVICE, Verdict, verdict
from seqdemo.rooms.phases import closed_rounds, open_round
from seqdemo.rooms.records import Poll, Pupil, Room, Vote

HERE = 75.0
"""Seconds since the latest sign of life for which somebody counts as there."""

Reading = Callable[[Question, str], tuple[str, bool | None]]
"""What the network reads in a drawing, and whether it is right; "" while it is not known."""


def board_view(
    lesson: Lesson,
    room: Room,
    pupils: Sequence[Pupil],
    votes: Sequence[Vote],
    values: dict[str, str],
    reading: Reading,
    now: float,
) -> dict[str, Any]:
    """Data of the board.

    Args:
        lesson: That runs in the room.
        room: As the teacher has set it.
        pupils: All who have come.
        votes: Answers to the question of the teacher's step.
        values: Of the step's texts.
        reading: Asks the network about a drawing.
        now: Unix time.
    """
    step, poll = lesson.steps[room.step], room.poll(room.step)
    data: dict[str, Any] = {
        "room": room.code,
        "lesson": lesson.title,
        "at": room.step,
        "steps": len(lesson.steps),
        "title": step.title,
        "text": tree(step.text, values),
        "here": sum(now - pupil.seen < HERE for pupil in pupils),
        "joined": len(pupils),
        "paused": room.paused,
        "phase": poll.phase,
        "question": None,
        "tiles": [],
        "hidden": [],
    }
    if room.ended:
        return data | end_view(lesson)
    if step.question is None:
        return data
    data["question"] = _question(step.question, room, poll, votes, values)
    if step.question.kind == "drawing" and (room.live or closed_rounds(poll.phase)):
        names = {pupil.number: pupil.name for pupil in pupils}
        seen = [vote for vote in latest(votes) if (room.step, vote.number) not in room.hidden]
        data["tiles"] = [_tile(step.question, vote, names, reading) for vote in seen]
        hidden = sorted(number for at, number in room.hidden if at == room.step)
        data["hidden"] = [[number, names.get(number, "")] for number in hidden]
    return data


def _question(
    question: Question, room: Room, poll: Poll, votes: Sequence[Vote], values: dict[str, str]
) -> dict[str, Any]:
    revealed = poll.phase == "revealed"
    number = open_round(poll.phase)
    # While a vote is open nobody sees what others have answered, unless the teacher wants it so.
    # After the first one counts would have pupils follow the crowd: they are shown at the end.
    rounds: tuple[int, ...] = (1, 2) if revealed or poll.phase == "done" else ()
    if room.live and poll.phase in ("first", "talk"):
        rounds = (1,)
    found = poll.found if revealed else None
    bars = question.kind != "drawing" and bool(rounds)
    data = asked(question, values) | {
        "round": number or 0,
        "voted": len(latest(votes, number)) if number else len(latest(votes)),
        "rows": counted(question, votes, rounds, found) if bars else _options(question),
        "histogram": histogram(question, votes, rounds, found) if bars else None,
        "rounds": [n for n in rounds if any(vote.round == n for vote in votes)] if bars else [],
        "case": case(question, poll, votes),
    }
    return data | said(question, poll.found or {}, values) if revealed else data


def _options(question: Question) -> list[dict[str, Any]]:
    return [{"value": value, "words": words, "counts": []} for value, words in question.options]


def case(question: Question, poll: Poll, votes: Sequence[Vote]) -> str:
    """Which of the three cases it is after the first vote, in a sentence; "" at other times.

    How many were right is not said, as that would say which answer is: the most frequent one.
    """
    told = first_vote(question, poll, votes)
    if told is None or poll.phase != "talk":
        return ""
    return ADVICE[told.case]


def first_vote(question: Question, poll: Poll, votes: Sequence[Vote]) -> Verdict | None:
    """What the first vote says; for the teacher alone, as it is about right answers."""
    if question.kind == "drawing":
        return None
    answers = [vote.answer for vote in latest(votes, 1)]
    right = (poll.found or {}).get("right")
    if right is None:
        return verdict(answers, None)
    return verdict(["right" if answer in right else answer for answer in answers], "right")


def _tile(
    question: Question, vote: Vote, names: dict[int, str], reading: Reading
) -> dict[str, Any]:
    read, right = reading(question, vote.answer)
    return {
        "number": vote.number,
        "drawing": vote.answer,
        "name": names.get(vote.number, ""),
        "read": read,
        "right": right,
    }
