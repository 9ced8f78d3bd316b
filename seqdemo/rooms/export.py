"""Export of a room as .csv: one row an answer, pupils by their animals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from seqdemo.rooms.records import Pupil, Room, Vote

HEAD = ("step", "question", "vote", "pupil", "answer", "right", "the network says", "bits")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def answers_csv(
    room: Room, pupils: Iterable[Pupil], votes: Iterable[Vote], questions: Sequence[str]
) -> str:
    """All answers as .csv, with a mark where the right one was revealed.

    Args:
        room: Of its polls, those that were revealed say what is right.
        pupils: Give the names.
        votes: The answers.
        questions: Text of the question of each step, "" where there is none.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    names = {pupil.number: pupil.name for pupil in pupils}
    for vote in votes:
        found = _revealed(room, vote.step)
        right = {True: "yes", False: "no", None: ""}[is_right(vote.answer, found)]
        row = (vote.step + 1, questions[vote.step], vote.round, names.get(vote.number, ""))
        told = (vote.answer, right, str(found.get("said", "")), _bits(vote, found))
        writer.writerow(map(plain_cell, (*row, *told)))
    return out.getvalue()


def _revealed(room: Room, step: int) -> Mapping[str, Any]:
    poll = room.poll(step)
    return poll.found if poll.phase == "revealed" and poll.found else {}


def _bits(vote: Vote, found: Mapping[str, Any]) -> object:
    """Surprise at the right answer of who has guessed so; "" where there is none."""
    return ((found.get("bits") or {}).get("each") or {}).get(vote.answer, "")


def is_right(answer: str, found: Mapping[str, object]) -> bool | None:
    """Whether an answer is right; None where no answer is."""
    right = found.get("right")
    return answer in right if isinstance(right, list) else None


def plain_cell(value: object) -> str:
    """Text of a cell that no spreadsheet takes for a formula.

    An apostrophe before `=`, `+`, `-`, `@` and control characters has it shown as it is (OWASP, CSV
    injection).
    """
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
