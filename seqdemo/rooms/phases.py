"""Phases of a question: two votes after Peer Instruction (Mazur 1997).

    waiting -> first -> talk -> second -> done -> revealed

The first vote is open in `first`; in `talk` pupils talk in pairs; the second is open in `second`.
The answer can be revealed whenever no vote is open.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from seqdemo.rooms.limits import RoomError

Phase: TypeAlias = Literal["waiting", "first", "talk", "second", "done", "revealed"]
Move: TypeAlias = Literal["open", "close", "again", "reveal"]

MOVES: dict[Move, dict[Phase, Phase]] = {
    "open": {"waiting": "first"},
    "close": {"first": "talk", "second": "done"},
    "again": {"talk": "second"},
    "reveal": {"waiting": "revealed", "talk": "revealed", "done": "revealed"},
}
"""What a teacher can do -> phase before -> phase after."""


def after(move: Move, phase: Phase) -> Phase:
    """The phase that a move leads to.

    Raises:
        RoomError: If it cannot be made now.
    """
    if phase not in MOVES[move]:
        raise RoomError(f"that cannot be done now: the question is at “{phase}”")
    return MOVES[move][phase]


def moves(phase: Phase) -> tuple[Move, ...]:
    """What a teacher can do in a phase."""
    return tuple(move for move, steps in MOVES.items() if phase in steps)


def open_round(phase: Phase) -> int | None:
    """Which vote is open, 1 or 2; None if none is."""
    return {"first": 1, "second": 2}.get(phase)


def closed_rounds(phase: Phase) -> tuple[int, ...]:
    """Votes whose counts may be seen: none while one is open, lest pupils follow the crowd."""
    if phase in ("talk", "second"):
        return (1,) if phase == "talk" else ()
    return (1, 2) if phase in ("done", "revealed") else ()
