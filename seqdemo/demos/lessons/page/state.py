"""Page state: what is shown, and the lesson that was just finished."""

from __future__ import annotations

from seqdemo.app.choice import Choice, flag, one_of
from seqdemo.app.page_state import PageState

VIEWS = {"all": "All lessons", "make": "Make your own", "sheet": "Worksheets"}


def _name(text: str) -> str:
    if not text or len(text) > 80 or not text.isascii() or not text.isprintable():
        raise ValueError("not the name of a lesson")
    return text


STATE = PageState(
    "lessons",
    view=one_of(VIEWS, "all", link="view"),
    done=Choice("", "done", _name),
    run=Choice("", "run", _name),
    sheet=Choice("", "sheet", _name),
    solved=flag(False, link="answers"),
)
