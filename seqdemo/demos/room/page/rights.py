"""Rights of a visitor, in the session and kept by their browser.

A token stands in `localStorage` and in messages between this browser and this server, nowhere else.
A cookie that scripts cannot read would be better still; Streamlit's pages cannot set one. The part
of an address after `#` would be seen on a projector.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from seqdemo.demos.room.page.server import address, store
from seqdemo.rooms.codes import read_code
from seqdemo.rooms.limits import RoomAway, RoomError
from seqdemo.rooms.seat import Seat
from seqdemo.rooms.teacher import Teacher
from seqdemo.web.browser_store import browser_store
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE

_LAST, _LEFT = "room.last", "room.left"
"""Session keys: the room a visitor is in, or was in just now; whether it was closed by them."""
Kind = Literal["pupil", "teacher"]


@dataclass
class Held:
    """What a visitor holds of one room.

    Attributes:
        right: The seat or the teacher's right.
        token: What the browser is to keep.
        asked: Whether the browser has said what it keeps.
        kept: What the browser keeps, while the database is away and cannot say whose it is.
    """

    right: Seat | Teacher | None = None
    token: str | None = None
    asked: bool = False
    forget: bool = False
    kept: str = ""


def _held(code: str, kind: Kind) -> Held:
    found: Held = st.session_state.setdefault(f"room.right.{code}.{kind}", Held())
    return found


def take(code: str, kind: Kind, right: Seat | Teacher, token: str) -> None:
    """Note a right that was just given, for this session and for the browser to keep."""
    held = _held(code, kind)
    held.right, held.token, held.asked, held.forget = right, token, True, False


def note_last(code: str, view: str) -> None:
    """Have the browser keep which room this was, for somebody who has lost its page."""
    st.session_state[_LAST], st.session_state[_LEFT] = f"{code} {view}".strip(), False
    _last()


def ask_last() -> tuple[str, str] | None:
    """Room and view in which the visitor was last, as their browser says."""
    _last()
    code, _, view = str(st.session_state.get(_LAST, "")).partition(" ")
    with suppress(ValueError):
        return read_code(code), view
    return None


def _last() -> None:
    def found(kept: str) -> Rerun:
        before = st.session_state.get(_LAST)
        if not before and not st.session_state.get(_LEFT):
            st.session_state[_LAST] = kept
        return None if before or not kept else [PAGE]

    put, left = st.session_state.get(_LAST) or None, st.session_state.get(_LEFT, False)
    browser_store("seqdemo.room.last", on_found=found, put=put, drop=left)


def forget(code: str, kind: Kind) -> None:
    """Give a right back: the room is closed."""
    held = _held(code, kind)
    held.right, held.token, held.forget = None, None, True
    st.session_state[_LAST], st.session_state[_LEFT] = "", True


def seat(code: str) -> Seat | None:
    """The visitor's seat, if they have one."""
    found = _held(code, "pupil").right
    return found if isinstance(found, Seat) else None


def teacher(code: str) -> Teacher | None:
    """The visitor's right to lead the room, if they have it."""
    found = _held(code, "teacher").right
    return found if isinstance(found, Teacher) else None


def is_known(code: str, kind: Kind) -> bool:
    """Whether it is known if the visitor has been here before."""
    held = _held(code, kind)
    return held.asked and not held.kept


def ask_browser(code: str, kind: Kind) -> None:
    """Have the browser say what it keeps of a room, and keep what was given since."""
    held = _held(code, kind)
    if held.kept:
        _come_back(held, code, kind, held.kept)

    def found(kept: str) -> Rerun:
        if held.right is None and kept:
            _come_back(held, code, kind, kept)
        before, held.asked = held.asked, True
        return None if before else [PAGE]

    name = f"seqdemo.room.{code}.{kind}"
    browser_store(name, on_found=found, put=held.token, drop=held.forget)


def _come_back(held: Held, code: str, kind: Kind, token: str) -> None:
    try:
        if kind == "pupil":
            held.right = store().seat(code, token, address())
        else:
            held.right = store().teacher(code, token, address())
        held.token, held.kept = token, ""
    except RoomAway:
        held.kept = token
    except RoomError:
        held.kept = ""
        held.forget = True  # of another room that had this code, on another day
