"""Drawn answers: as many 7x7 grids as the page of a step can read."""

from __future__ import annotations

from typing import Any

from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.lessons.lesson import Step
from seqdemo.rooms.limits import RoomError
from seqdemo.tasks.registry import part
from seqdemo.web.drawing import MOST_LETTERS, is_drawing


def most_grids(step: Step) -> int:
    """How many grids an answer to a step's question may have; 0 if it is not drawn on grids."""
    question = step.question
    if question is None or question.kind != "drawing":
        return 0
    return max((n for n in (1, MOST_LETTERS) if _reads(step, (BLANK,) * n)), default=0)


def _reads(step: Step, grids: tuple[str, ...]) -> bool:
    assert step.question is not None
    table = part(step.page, "page.state", "STATE")
    choice = table.choices.get(step.question.choice) if table else None
    try:
        return choice is not None and bool(choice.read(encode(grids)) == grids)
    except ValueError:
        return False


def as_spot(step: Step, text: str) -> str:
    """A place in a picture as it is kept: as links of its page hold it.

    Raises:
        RoomError: If it is none.
    """
    table = part(step.page, "page.state", "STATE")
    choice = table.choices.get(step.question.choice) if table and step.question else None
    try:
        if choice is not None:
            return str(choice.write(choice.read(text.strip())))
    except ValueError:
        pass
    raise RoomError("write the number of the place, such as 3")


def as_answer(step: Step, grids: Any) -> str:
    """A drawing as it is kept: as links of its page hold it.

    Raises:
        RoomError: If it is none, or blank.
    """
    if not is_drawing(grids) or len(grids) > most_grids(step) or not any("1" in g for g in grids):
        raise RoomError("draw something first")
    return encode(tuple(grids))
