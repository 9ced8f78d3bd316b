"""What the teacher alone is shown: notes, moves, grid, snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from seqdemo.core.percent import percent
from seqdemo.demos.room.answers import latest
from seqdemo.demos.room.board_view import HERE, first_vote
from seqdemo.demos.room.ending import has_end
from seqdemo.demos.room.nets import NETS
from seqdemo.demos.room.texts import tree
from seqdemo.lessons.lesson import Lesson
from seqdemo.rooms.peer_instruction import ADVICE
from seqdemo.rooms.phases import moves
from seqdemo.rooms.records import Pupil, Room, Snapshot, Vote


def bar_view(lesson: Lesson, room: Room) -> dict[str, Any]:
    """Data of the bar below the board: what can be done now. It may be projected."""
    step = lesson.steps[room.step]
    phase = room.poll(room.step).phase
    return {
        "moves": list(moves(phase)) if step.question and not room.ended else [],
        "end": has_end(lesson) and not room.ended,
        "free": room.free_to is not None,
        "live": room.live,
        "shut": room.shut,
        "drawing": bool(step.question and step.question.kind == "drawing"),
        "view": {"page": step.page, "link": step.view},
        "nets": [[name, net.ask, net.word] for name, net in NETS.items()],
    }


def teacher_view(
    lesson: Lesson,
    room: Room,
    pupils: Sequence[Pupil],
    votes: Sequence[Vote],
    snapshots: Iterable[Snapshot],
    values: dict[str, str],
    now: float,
) -> dict[str, Any]:
    """Data of the teacher's own page.

    Args:
        lesson: That runs in the room.
        room: As the teacher has set it.
        pupils: All who have come.
        votes: Answers to all questions.
        snapshots: That were taken.
        values: Of the step's texts.
        now: Unix time.
    """
    step = lesson.steps[room.step]
    return {
        "notes": tree(step.notes, values),
        "advice": _advice(lesson, room, votes),
        "heads": [one.title for one in lesson.steps],
        "grid": [
            {
                "name": pupil.name,
                "here": now - pupil.seen < HERE,
                "at": room.step if room.free_to is None else pupil.step,
                "cells": [_cell(lesson, room, at, pupil, votes) for at in range(room.steps)],
            }
            for pupil in pupils
        ],
        "snapshots": [{"number": one.number, "at": one.step} for one in snapshots],
        "showing": room.showing,
    }


def _cell(lesson: Lesson, room: Room, at: int, pupil: Pupil, votes: Sequence[Vote]) -> str:
    """One of "", "asked", "answered", "right", "wrong"; right and wrong once revealed."""
    if lesson.steps[at].question is None:
        return ""
    own = latest(vote for vote in votes if (vote.step, vote.number) == (at, pupil.number))
    if not own:
        return "asked"
    poll = room.poll(at)
    right = (poll.found or {}).get("right") if poll.phase == "revealed" else None
    if right is None:
        return "answered"
    return "right" if own[0].answer in right else "wrong"


def _advice(lesson: Lesson, room: Room, votes: Sequence[Vote]) -> str:
    """What the first vote says, with its share."""
    question, poll = lesson.steps[room.step].question, room.poll(room.step)
    if question is None or poll.phase not in ("talk", "second", "done", "revealed"):
        return ""
    told = first_vote(question, poll, [vote for vote in votes if vote.step == room.step])
    if told is None:
        return ""
    return f"{percent(told.share, 0)} {'right' if told.of_right else 'agree'}: {ADVICE[told.case]}"
