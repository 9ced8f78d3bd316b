"""Strip above a picture in which a place is chosen for a room.

It is that of a lesson, with the one question. The picture stands on a page of its own, in the same
session. So the answer needs no link, and nobody can be sent an address that votes for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from seqdemo.app.lessons.link import PICK
from seqdemo.app.lessons.places import CHOOSE, of_page, spot_link
from seqdemo.app.wanted_page import want_page
from seqdemo.lessons.lesson import Step
from seqdemo.web.lesson import lesson_strip
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

KEY = "seqdemo.picking"
_FOR, _PICKED, _PROBLEM = f"{KEY}.for", f"{KEY}.picked", f"{KEY}.problem"
ROOM_PAGE = "pages/room.py"


@dataclass(frozen=True)
class Picking:
    """What is being chosen.

    Attributes:
        code: Of the room.
        step: Of its lesson; its question asks for a place.
        at: Place of the step, from 0.
        count: Steps of the lesson.
        ask: Elements of the question.
    """

    code: str
    step: Step
    at: int
    count: int
    ask: list[Any]


def start(picking: Picking) -> None:
    """Open the step's view, to choose a place in its picture: call it in a callback."""
    st.session_state[_FOR] = picking
    st.session_state.pop(_PROBLEM, None)
    view: Mapping[str, str] = picking.step.view
    want_page(f"pages/{picking.step.page}.py", {**view, PICK: picking.code})


def picked(code: str) -> tuple[int, str] | None:
    """Step and place that were chosen for a room; None if none were."""
    room, at, place = st.session_state.get(_PICKED, ("", 0, ""))
    return (at, place) if room == code else None


def forget() -> None:
    """Forget what was chosen, and that something was to be."""
    st.session_state[_FOR], st.session_state[_PICKED] = None, ("", 0, "")


def begin(page: str) -> None:
    """Draw the strip at the top of the page whose picture is looked at.

    Args:
        page: Name of the page.
    """
    found: Picking | None = st.session_state.get(_FOR)
    if found is None or found.step.page != page:
        _way_back(str(st.query_params.get(PICK, "")))
        return
    _strip(found)


def _way_back(code: str) -> None:
    """For a tab that was loaded again: nobody knows any more what it was to choose."""
    if code.isascii() and code.isalpha() and len(code) < 9:
        st.page_link(ROOM_PAGE, label=f"◀ Back to room {code}", query_params={"room": code})


@fragment(KEY)
def _strip(found: Picking) -> None:
    def act(sent: dict[str, Any]) -> Rerun:
        return _act(found, sent)

    lesson_strip(data=_data(found), on_act=act, key=f"{KEY}.strip", fragment=KEY)


def _data(found: Picking) -> dict[str, Any]:
    return {
        "here": True,
        "onward": "◀ Back to the room",
        "lesson": f"Room {found.code}",
        "name": f"room {found.code}",
        "id": f"{found.code}.{found.at + 1}",
        "at": found.at,
        "steps": [""] * found.count,
        "title": found.step.title,
        "kept": {},
        "text": [],
        "question": _question(found.ask),
        "spot": spot_link(found.step),
        "picture": found.step.picture,
    }


def _question(ask: list[Any]) -> dict[str, Any]:
    """A question that is answered elsewhere: no hint, no answer."""
    return {
        "kind": "spot",
        "ask": ask,
        "options": [],
        "unit": "",
        "hint": [],
        "open": True,
        "given": None,
        "right": None,
        "tried": 0,
        "shown": False,
        "answer": "",
        "value": "",
        "explain": [],
        "problem": st.session_state.get(_PROBLEM, ""),
    }


def _act(found: Picking, sent: dict[str, Any]) -> Rerun:
    if sent.get("do") == "answer":
        place = of_page(found.step, sent.get("given"))
        if place is None:
            st.session_state[_PROBLEM] = CHOOSE
            return None
        st.session_state[_PICKED] = (found.code, found.at, place)
    elif sent.get("do") != "go":
        return None
    want_page(ROOM_PAGE, {"room": found.code})
    return [PAGE]
