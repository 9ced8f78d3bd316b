"""Page state: which room, and who is looking at it. No token ever stands here: this is the link."""

from __future__ import annotations

from seqdemo.app.choice import Choice, one_of
from seqdemo.app.page_state import PageState
from seqdemo.rooms.codes import read_code

NAME = "room"
PUPIL, BOARD, TEACHER = "pupil", "board", "teacher"

STATE = PageState(
    NAME,
    code=Choice("", "room", read_code),
    view=one_of((PUPIL, BOARD, TEACHER), PUPIL, link="as", control=False),
)
