"""Page state: the view, and what the visitor has built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seqdemo.app import page_choices
from seqdemo.app.choice import matching, number, one_of
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.web.messages import Rerun

NAME = "by_hand"
VIEWS = {"build": "Build a memory", "cell": "You are the cell", "fifty": "Fifty steps"}
PUZZLES = ("has_a", "first", "forget", "echo", "odd", "hold")
SQUEEZES = ("none", "tanh")
"""What squeezes the state in the view "Fifty steps"."""


STATE = PageState(
    NAME,
    parts=("hint", "solution", "learn"),
    view=one_of(VIEWS, "build", link="view"),
    puzzle=one_of(PUZZLES, "has_a", link="puzzle", control=False),
    net=matching(r"(rnn\.(tanh|relu|sigmoid)\.[123]|gru|lstm)", "net"),
    w=matching(r"-?\d{1,2}(\.\d{1,3})?(,-?\d{1,2}(\.\d{1,3})?){0,60}", "w"),
    word=matching(r"[A-Za-z ]{1,12}", "word"),
    at=matching(r"[1-9]\d?", "at"),
    weight=replace(number(0.9, -1.5, 1.5, link="weight"), widget=None),
    squeeze=one_of(SQUEEZES, "none", link="squeeze", control=False),
)
"""To hide: "hint", "solution" and "learn", the buttons that give a puzzle away."""

BUILT = ("puzzle", "net", "w", "word", "at")
"""Choices that the component makes: the browser puts them into the address itself, too."""

_MATTERS = {"build": BUILT, "cell": BUILT, "fifty": ("weight", "squeeze")}


def built() -> dict[str, str | None]:
    """What the visitor has built, by the names of its query parameters."""
    return {name: STATE[name] for name in BUILT}


def take(sent: Mapping[str, Any]) -> Rerun:
    """Keep what the browser says the visitor has built; nonsense changes nothing."""
    return _keep(sent, BUILT)


def take_weight(sent: Mapping[str, Any]) -> Rerun:
    """Keep the weight of "Fifty steps", and what squeezes the state."""
    return _keep(sent, ("weight", "squeeze"))


def _keep(sent: Mapping[str, Any], names: tuple[str, ...]) -> Rerun:
    page_choices.take(STATE, sent, names)
    return [ADDRESS]


def link() -> dict[str, str]:
    """Query parameters that bring back what is on screen."""
    return STATE.link("view", *_MATTERS[STATE["view"]])
