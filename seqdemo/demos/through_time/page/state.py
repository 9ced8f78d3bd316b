"""Page state: the view, and what is on screen of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqdemo.app import page_choices
from seqdemo.app.choice import matching, number, one_of, words
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.web.messages import Rerun

NAME = "through_time"
VIEWS = {"tiny": "A tiny network", "writer": "The Shakespeare writer"}
LONGEST = 10
"""Characters of the writer's text that the drawing has room for."""


STATE = PageState(
    NAME,
    view=one_of(VIEWS, "tiny", link="view"),
    word=matching(r"[A-Za-z]{2,9}", "word"),
    units=matching(r"[234]", "units"),
    seed=matching(r"[1-9]\d{0,2}", "seed"),
    rate=matching(r"\d(\.\d{1,3})?", "rate"),
    window=matching(r"[1-9]", "window"),
    done=matching(r"[1-9]\d{0,3}", "done"),
    at=matching(r"[1-9]\d?", "at"),
    text=words("to be", LONGEST, link="text"),
    cut=number(LONGEST, 1, LONGEST, link="cut", step=1),
    speed=number(0.05, 0.01, 0.5, link="speed", step=0.01),
)

TINY = ("word", "units", "seed", "rate", "window", "done", "at")
"""Choices that the component makes for the tiny network; it puts them into the address itself."""

_MATTERS = {"tiny": TINY, "writer": ("text", "cut", "speed", "at")}


def place() -> dict[str, str | None]:
    """What is on screen, by the names of its query parameters."""
    names = TINY if STATE["view"] == "tiny" else ("at",)
    return {name: STATE[name] for name in names}


def take(sent: Mapping[str, Any]) -> Rerun:
    """Keep what the browser says is on screen; nonsense changes nothing."""
    page_choices.take(STATE, sent, TINY if STATE["view"] == "tiny" else ("at",))
    return [ADDRESS]


def link() -> dict[str, str]:
    """Query parameters that bring back what is on screen."""
    return STATE.link("view", *_MATTERS[STATE["view"]])
