"""Data of the board: what goes on, the code to join by, readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

from seqdemo.app.lessons.asking import ask
from seqdemo.app.network_address import for_others
from seqdemo.demos.room import answers
from seqdemo.demos.room.board_view import board_view
from seqdemo.demos.room.page.server import lesson_of, store, values, warm_up
from seqdemo.demos.room.play_view import board_play
from seqdemo.handwriting.grids import BLANK, decode
from seqdemo.lessons.lesson import Question
from seqdemo.rooms.records import Room
from seqdemo.web.drawing import MOST_LETTERS

NEW_READINGS = 4
"""Drawings that are read in one look: others can be drawn meanwhile."""


def shown(room: Room) -> dict[str, Any]:
    """What the board shows now: what goes on, or a snapshot."""
    lesson = lesson_of(room)
    if room.showing is not None:
        kept = next(one for one in store().snapshots(room.code) if one.number == room.showing)
        data = {**kept.content, "snapshot": kept.number, "paused": room.paused}
    else:
        data = now(room)
    tiles = [
        tile | {"drawing": [g for g in decode(tile["drawing"], MOST_LETTERS) or () if g != BLANK]}
        for tile in data["tiles"]
        if (data["at"], tile.get("number")) not in room.hidden
    ]
    if room.play is not None:
        data |= {"play": play(room)}
    return data | {"tiles": tiles, "qr": qr(*join_address(room.code)), "steps": len(lesson.steps)}


def now(room: Room) -> dict[str, Any]:
    """What goes on, as the board shows it."""
    lesson, code = lesson_of(room), room.code
    warm_up(lesson, room.step)
    return board_view(
        lesson,
        room,
        store().pupils(code),
        store().votes(code, room.step),
        values(lesson, room.step),
        Reader(),
        store().clock(),
    )


def play(room: Room) -> dict[str, Any]:
    """The network that the class is, as the board shows it; a play must be on."""
    assert room.play is not None
    return board_play(room.play, store().unit_values(room.code), store().pupils(room.code))


class Reader:
    """What the network reads in drawings; few new ones a look."""

    def __init__(self) -> None:
        self._left = NEW_READINGS

    def __call__(self, question: Question, drawing: str) -> tuple[str, bool | None]:
        """The reading, and whether it is right; "" if it is read at the next look."""
        known: dict[str, tuple[str, bool | None]] = _readings(repr(question))
        if drawing not in known and self._left:
            self._left -= 1
            known[drawing] = answers.reading(question, drawing, ask)
        return known.get(drawing, ("", None))


@st.cache_resource(max_entries=40, show_spinner=False)
def _readings(question: str) -> dict[str, tuple[str, bool | None]]:
    return {}


def join_address(code: str) -> tuple[str, bool]:
    """The address by which pupils join, and whether their phones can reach it.

    It is the one by which the board's browser came; of one that leads a phone to itself, the
    machine's in its network, if that is known.
    """
    here = urlsplit(st.context.url or "//localhost/room", scheme="http")
    there = for_others(here)
    scheme, netloc, path, *_ = there or here
    return urlunsplit((scheme, netloc, path, f"room={code}", "")), there is not None


def qr(address: str, reached: bool = True) -> Mapping[str, Any]:
    """A QR code as rows of zeros and ones, with the address it holds, and if phones reach that."""
    made = segno.make(address, error="m", micro=False)
    rows = ["".join(map(str, row)) for row in made.matrix]
    return {"rows": rows, "address": address, "reached": reached}
