"""A pupil's page: the step, a question, one answer, a drawing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from seqdemo.app.lessons import picking
from seqdemo.app.markdown import literal
from seqdemo.demos.room.answers import check_answer, check_number
from seqdemo.demos.room.page import chrome, problem, rights, waiting
from seqdemo.demos.room.page.drawn import as_answer, as_spot, begun, most_grids
from seqdemo.demos.room.page.seat import seat_view
from seqdemo.demos.room.page.server import address, lesson_of, store, values
from seqdemo.demos.room.page.state import NAME
from seqdemo.demos.room.play_view import pupil_play
from seqdemo.demos.room.pupil_view import pupil_view
from seqdemo.demos.room.texts import tree
from seqdemo.lessons.lesson import Step
from seqdemo.rooms.limits import RoomAway, RoomError, RoomGone
from seqdemo.rooms.records import Room
from seqdemo.rooms.seat import Seat
from seqdemo.web.drawing import Drawing
from seqdemo.web.letters import letters
from seqdemo.web.messages import Rerun
from seqdemo.web.reruns import PAGE, fragment

KEY = f"{NAME}.seat"
LOOK = 1.8
"""Seconds between two looks at the room; each pupil has up to a quarter more, not all at once."""

_SEEN, _ROOM = "room.seen", "room.latest_room"
_TOOK = "room.took"
"""Session key of the answer that has just come, as it was typed: it is kept in plainer words."""


def show(code: str) -> None:
    """Draw the seat, or the way to it."""
    rights.ask_browser(code, "pupil")
    seat = rights.seat(code)
    if seat is not None:
        chrome.bare("pupil")
        sit(seat)
    elif rights.is_known(code, "pupil"):
        _invite(code)


def _invite(code: str) -> None:
    st.subheader(f"Room {code}", anchor=False)
    st.markdown("You will be an animal. Nobody asks for your name.")
    st.button("Join", type="primary", on_click=_join, args=(code,))
    if words := problem.take():
        st.error(literal(words))


def _join(code: str) -> None:
    if rights.seat(code) is not None:  # two clicks
        return
    try:
        rights.take(code, "pupil", *_with_kind(code))
    except RoomError as error:
        problem.note(error.sentence)


def _with_kind(code: str) -> tuple[Seat, str]:
    return store().join(code, address())


def sit(seat: Seat) -> None:
    """Draw the room as this pupil sees it, again and again."""
    if (picked := picking.picked(seat.code)) is not None:
        with problem.noted():
            _answer(seat, *picked)
    picking.forget()
    late = st.session_state.setdefault("room.late", random.uniform(1, 1.25))

    @fragment(KEY, run_every=LOOK * late)
    def look() -> None:
        said = _said(seat)
        try:
            room = st.session_state[_ROOM] = seat.room()
            data = _seen(seat, room)
        except RoomGone:
            st.rerun()  # the page says that the room is closed
        except RoomError as error:  # the database is away for a moment: it is asked again
            if _ROOM not in st.session_state or _SEEN not in st.session_state:
                st.info(literal(error.sentence))
                return
            room, (_, data) = st.session_state[_ROOM], st.session_state[_SEEN]
        _room(seat, room, data | {"problem": said, "took": st.session_state.pop(_TOOK, None)})

    look()


def _pick(seat: Seat) -> None:
    """Open the picture in which the pupil's step asks for a place."""
    room = seat.room()
    lesson, at = lesson_of(room), seat.step(room)
    step = lesson.steps[at]
    if step.question is None or step.question.kind != "spot":
        raise RoomError("there is nothing to choose here")
    ask = tree(step.question.ask, values(lesson, at))
    picking.start(picking.Picking(seat.code, step, at, len(lesson.steps), ask))


def _said(seat: Seat) -> str:
    """Give a sign of life, send what waits; returns what is to be told."""
    said = problem.take()
    with suppress(RoomError):  # what the pupil sees and sends tells if something is wrong
        seat.here()
    return waiting.send_again(seat) or said


def _room(seat: Seat, room: Room, data: dict[str, Any]) -> None:
    step, question = lesson_of(room).steps[data["at"]], data.get("question")
    if question and question["round"] and (late := waiting.answer(seat, data["at"])):
        question = data["question"] = question | {"mine": late}
    seat_view(data, key=f"{NAME}.seat.view", fragment=KEY, on_act=lambda sent: act(seat, sent))
    if question and data["grids"] and question["round"] and not (room.paused or room.play):
        _draw(seat, data["at"], step, question)


def _seen(seat: Seat, room: Room) -> dict[str, Any]:
    """What this pupil sees; as it was while nobody has done anything in the room."""
    stand = (room.code, room.revision, room.answered)
    before, data = st.session_state.get(_SEEN, (None, {}))
    if before != stand:
        lesson, at = lesson_of(room), seat.step(room)
        data = pupil_view(lesson, room, at, seat.answers(), values(lesson, at))
        data |= {"name": seat.name, "grids": most_grids(lesson.steps[at])}
        if room.play is not None:
            values_given = store().unit_values(room.code)
            data["play"] = pupil_play(room.play, values_given, seat.number)
        st.session_state[_SEEN] = stand, data
    return dict(data)


def _draw(seat: Seat, at: int, step: Step, question: Mapping[str, Any]) -> None:
    """Grids to draw in; every stroke is kept."""
    start = begun(step, question["mine"], question["before"])
    drawing = Drawing(f"{NAME}.drawing.{seat.code}.{at}", start)

    def drawn() -> Rerun:
        with problem.noted():
            waiting.send(seat, at, as_answer(step, list(drawing.grids)))
        return [KEY]

    letters(drawing, on_draw=drawn, most=most_grids(step), fragment=KEY)


def act(seat: Seat, sent: dict[str, Any]) -> Rerun:
    """Do what a pupil asks for; the browser may say anything."""
    if any(isinstance(value, bool) for value in sent.values()):
        return None  # Python takes true for the number 1
    try:
        with problem.noted():
            return _do(seat, sent)
    except ValueError:
        return [PAGE]
    return None


def _do(seat: Seat, sent: dict[str, Any]) -> Rerun:
    match sent:
        case {"do": "answer", "at": int(at), "text": str(text)}:
            _answer(seat, at, text)
        case {"do": "pick"}:
            _pick(seat)
            return [PAGE]
        case {"do": "go", "at": int(at)}:
            seat.go(at)
        case {"do": "give", "letter": int(letter), "text": str(text)}:
            seat.give(letter, float(check_number(text)))
    return None


def _answer(seat: Seat, at: int, text: str) -> None:
    try:
        lesson = lesson_of(seat.room())
    except RoomAway:
        lesson = lesson_of(st.session_state[_ROOM])
    step = lesson.steps[at] if 0 <= at < len(lesson.steps) else None
    question = step.question if step else None
    if step is None or question is None or question.kind == "drawing":
        raise RoomError("there is nothing to answer here")
    spot = question.kind == "spot"
    waiting.send(seat, at, as_spot(step, text[:20]) if spot else check_answer(question, text[:200]))
    st.session_state[_TOOK] = text
