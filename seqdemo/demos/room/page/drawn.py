"""Drawn answers: as many 7x7 grids as the page of a step can read."""

from __future__ import annotations

from typing import Any

from seqdemo.app.choice import Choice
from seqdemo.handwriting.grids import BLANK, decode, encode
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
    choice = _choice(step)
    try:
        return choice is not None and bool(choice.read(encode(grids)) == grids)
    except ValueError:
        return False


def _choice(step: Step) -> Choice | None:
    """The choice of the step's page that holds the answer to its question, if there is one."""
    table = part(step.page, "page.state", "STATE")
    found: Choice | None = (
        table.choices.get(step.question.choice) if table and step.question else None
    )
    return found


def begun(step: Step, *given: str | None) -> tuple[str, ...]:
    """Grids that a pupil begins with: the first that was given, or what the step's page shows.

    Args:
        step: Whose question asks for a drawing.
        given: Drawings as links hold them, the latest first; None for one that is not there.
    """
    choice = _choice(step)
    shown = step.view.get(choice.link) if choice and choice.link else None
    most = most_grids(step)
    for text in (*given, shown):
        if text and (grids := decode(text, most)):
            return grids
    return (BLANK,) * min(most, 4)


def as_spot(step: Step, text: str) -> str:
    """A place in a picture as it is kept: as links of its page hold it.

    Raises:
        RoomError: If it is none.
    """
    choice = _choice(step)
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
