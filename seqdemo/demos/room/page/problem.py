"""What a room has refused, kept until its visitor is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from seqdemo.rooms.limits import RoomError

_PROBLEM = "room.problem"


def note(words: str) -> None:
    """Have the next run that shows problems show this one."""
    st.session_state[_PROBLEM] = words


def take() -> str:
    """What is to be told, once; "" for nothing."""
    return str(st.session_state.pop(_PROBLEM, ""))


@contextmanager
def noted() -> Iterator[None]:
    """Note what a room refuses within."""
    try:
        yield
    except RoomError as error:
        note(str(error))
