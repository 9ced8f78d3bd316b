"""Page state: which room, and who looks at it; never a token."""

from __future__ import annotations

from seqdemo.app.choice import Choice, one_of
from seqdemo.app.page_state import PageState
from seqdemo.rooms.codes import read_code

NAME = "room"
PUPIL, BOARD, TEACHER = VIEWS = ("pupil", "board", "teacher")

STATE = PageState(
    NAME,
    code=Choice("", "room", read_code),
    view=one_of(VIEWS, PUPIL, link="as", control=False),
)
