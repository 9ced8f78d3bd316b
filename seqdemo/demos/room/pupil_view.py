"""What a pupil is shown: the step, the question, their own answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from seqdemo.demos.room.answers import asked, said
from seqdemo.demos.room.ending import end_view
from seqdemo.demos.room.texts import tree
from seqdemo.lessons.lesson import Lesson, Question
from seqdemo.rooms.phases import open_round
from seqdemo.rooms.records import Poll, Room, Vote


def pupil_view(
    lesson: Lesson, room: Room, at: int, mine: Sequence[Vote], values: dict[str, str]
) -> dict[str, Any]:
    """Data of the pupil's page.

    Args:
        lesson: That runs in the room.
        room: As the teacher has set it.
        at: The pupil's step.
        mine: The pupil's own answers.
        values: Of the step's texts.
    """
    step, poll = lesson.steps[at], room.poll(at)
    place = {"at": at, "steps": len(lesson.steps), "room": room.code, "paused": room.paused}
    place |= {"upto": room.free_to, "where": "the end" if room.ended else f"step {at + 1}"}
    if room.paused:
        return place
    if room.ended:
        return place | end_view(lesson) | {"upto": None}
    own = {vote.round: vote.answer for vote in mine if vote.step == at}
    question = None if step.question is None else _question(step.question, poll, own, values)
    view = {"page": step.page, "link": step.view}
    return place | {
        "title": step.title,
        "text": tree(step.text, values),
        "question": question,
        "view": view,
    }


def _question(
    question: Question, poll: Poll, own: dict[int, str], values: dict[str, str]
) -> dict[str, Any]:
    number = open_round(poll.phase)
    last = own.get(2, own.get(1))
    data = asked(question, values) | {
        "phase": poll.phase,
        "round": number or 0,
        "mine": own.get(number) if number else last,
        "before": own.get(1) if number == 2 else None,
        # Before pupils have thought for themselves and talked, a hint would do it for them.
        "hint": tree(question.hint, values) if number == 2 else [],
    }
    if poll.phase != "revealed":
        return data
    found = poll.found or {}
    right = found.get("right")
    data |= said(question, found, values)
    data["rows"], data["histogram"] = found.get("rows", []), found.get("histogram")
    data["mine_right"] = None if right is None or last is None else last in right
    return data
