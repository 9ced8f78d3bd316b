"""Page state: the table of choices and the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from seqdemo.app import page_choices
from seqdemo.app.choice import Choice, flag, number, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.page.unroll.payload import Noise
from seqdemo.demos.word_reader.query import ReadWord, decode
from seqdemo.demos.word_reader.words import MAX_LETTERS
from seqdemo.handwriting.grids import encode
from seqdemo.handwriting.noise import flipped, flips
from seqdemo.views.unit_order import ORDERS
from seqdemo.web.drawing import Drawing

NAME = "word_reader"
MAX_NOISE = 40
"""Percent of cells; at 50 nothing of a drawing is left."""

CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
ALIKE = "alike"
"""The default order of units: from the network's card, the same for every drawing."""

ORDER_NAMES = {
    ALIKE: "units alike in all words",
    **{name: f"units {words}" for name, (words, _) in ORDERS.items()},
}


def _grids(text: str) -> tuple[str, ...]:
    grids = decode(text)
    if grids is None:
        raise ValueError("not a drawing")
    return grids


def _uncontrolled(choice: Choice) -> Choice:
    """A choice that no Streamlit control shows: the picture has its own."""
    return replace(choice, widget=None)


STATE = PageState(
    NAME,
    parts=("presets", "noise", "comparison", "memory", "cell", "gallery", "downloads"),
    answers=("comparison", "others", "reading"),
    inside=("cell", "order", "memory", "still", "opened", "kept", "unit", "others"),
    cell=one_of({cell: cell.upper() for cell in CELLS}, "gru", link="cell"),
    order=one_of(ORDER_NAMES, ALIKE, link="order"),
    typed=words("", 200),
    still=flag(False, link="still"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    pinned=Choice(None, "pin", _grids, encode),
    spelling=_uncontrolled(flag(False, link="spell")),
    noise=_uncontrolled(number(0, 0, MAX_NOISE, link="noise")),
    noise_seed=_uncontrolled(number(1, 0, 999_999, link="luck")),
    drawing=Choice(SAID, "w", _grids, encode),
    step=position("step", first=1, high=MAX_LETTERS),
    unit=position("unit"),
    guess=flag(False, link="guess"),
)
"""Answers to veil: "comparison", how far states part; "others", what the other networks say;
"reading", what this one expects, step by step."""


def drawing() -> Drawing:
    """The visitor's drawing; *said* on the first visit."""
    return Drawing(NAME, SAID, STATE)


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the drawing of a link."""
    if STATE.open(arrived=arrived):
        drawing().push(STATE["drawing"], step=STATE["step"])


def begin_guessing() -> None:
    """Who guesses first begins at the first letter."""
    drawing().push(STATE["drawing"], step=0 if STATE["guess"] else None)


def noise() -> Noise:
    """Cells of the drawing that are flipped before a network reads it."""
    percent, seed = int(STATE["noise"]), int(STATE["noise_seed"])
    return Noise(percent, seed, flips(STATE["drawing"], percent / 100, seed))


def add_noise(asked: Mapping[str, Any]) -> None:
    """Take as much noise as the visitor asks for, if that is a possible amount."""
    sent = {"noise": asked.get("percent", ""), "noise_seed": asked.get("seed", "")}
    page_choices.take(STATE, sent, ("noise", "noise_seed"))


def seen() -> tuple[str, ...]:
    """The drawing as a network reads it, with noise."""
    grids: tuple[str, ...] = STATE["drawing"]
    return flipped(grids, noise().flips) if STATE["noise"] else grids


def reading() -> tuple[ReadWord, Trace | None]:
    """What is asked of the network now, and its reading; None if every grid is blank.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    grids, cell = seen(), STATE["cell"]
    kept: tuple[ReadWord, Trace | None] | None = st.session_state.get(STATE.key("#reading"))
    if kept is None or (kept[0].drawing, kept[0].cell) != (grids, cell):
        asked = ReadWord(grids, cell)
        kept = st.session_state[STATE.key("#reading")] = asked, trace_of(asked)
    return kept


def pinned_trace(cell: CellKind) -> Trace | None:
    """The reading that was kept to compare with, by the same network."""
    grids = STATE["pinned"]
    return trace_of(ReadWord(grids, cell)) if grids else None
