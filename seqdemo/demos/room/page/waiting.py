"""Answers that wait while the database is away, and are sent later."""

from __future__ import annotations

import streamlit as st

from seqdemo.rooms.limits import RoomAway, RoomError
from seqdemo.rooms.seat import Seat

WAITS = "your answer waits here, and is sent as soon as the server can keep it"


def send(seat: Seat, step: int, text: str) -> None:
    """Send an answer now, or else later.

    Raises:
        RoomError: If it cannot be given; of one that waits, this says so.
    """
    waiting = _answers(seat)
    try:
        seat.answer(step, text)
    except RoomAway:
        waiting[step] = text
        raise RoomAway(WAITS) from None
    waiting.pop(step, None)


def send_again(seat: Seat) -> str:
    """Send what waits; returns what is to be said of it, "" if nothing waits any more.

    An answer that came too late, as the vote was closed in the meantime, is given up.
    """
    problem = ""
    for step, text in list(_answers(seat).items()):
        try:
            send(seat, step, text)
        except RoomAway:
            return WAITS
        except RoomError as error:
            del _answers(seat)[step]
            problem = str(error)
    return problem


def answer(seat: Seat, step: int) -> str | None:
    """The answer to a step that waits; None if there is none."""
    return _answers(seat).get(step)


def _answers(seat: Seat) -> dict[int, str]:
    found: dict[int, str] = st.session_state.setdefault(f"room.waiting.{seat.code}", {})
    return found
