"""The store of this server, and lessons that run in its rooms."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from seqdemo.app import background, networks
from seqdemo.app.lessons.asking import ask
from seqdemo.lessons.judge import values_of
from seqdemo.lessons.lesson import Lesson
from seqdemo.lessons.measures import MeasureError
from seqdemo.lessons.parse import parse_lesson
from seqdemo.rooms.database import Database
from seqdemo.rooms.limits import MINUTE
from seqdemo.rooms.records import Room
from seqdemo.rooms.store import RoomStore
from seqdemo.tasks.registry import cards

SWEEP = 10 * MINUTE


@st.cache_resource(show_spinner=False)
def store() -> RoomStore:
    """The rooms of this server's database; old ones are deleted from time to time.

    Raises:
        RoomError: If they cannot be kept.
    """
    found = RoomStore(Database())
    background.start(lambda: _sweep(found))
    return found


def _sweep(found: RoomStore) -> None:
    while not background.closing.wait(SWEEP):
        try:
            found.purge()
        except ValueError:  # the database does not answer: it will be asked again
            continue


@lru_cache(maxsize=400)
def _parsed(text: str) -> Lesson:
    return parse_lesson(text)


def lesson_of(room: Room) -> Lesson:
    """The lesson that runs in a room."""
    return _parsed(room.lesson)


def values(lesson: Lesson, at: int) -> dict[str, str]:
    """Values of a step's texts; none where the network cannot be asked."""
    if not lesson.steps[at].values:
        return {}
    try:
        return values_of(lesson.steps[at], ask)
    except MeasureError:
        return {}


def warm_up(lesson: Lesson, at: int) -> None:
    """Load the networks of a step and the next one in the background: a class does not wait."""
    for step in lesson.steps[at : at + 2]:
        card = next((card for card in cards() if card.name == step.page), None)
        if card is not None and card.warm:
            networks.warm_up(card.name, card.warm)


def address() -> str:
    """Where the visitor comes from: tries that fail are counted by it."""
    return st.context.ip_address or "this machine"
