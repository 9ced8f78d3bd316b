"""Page state: the table of choices and the reading."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.choice import Choice, flag, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import PageState
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.query import ReadWord, decode
from seqdemo.demos.word_reader.words import MAX_LETTERS
from seqdemo.handwriting.grids import encode
from seqdemo.views.unit_order import ORDERS
from seqdemo.web.drawing import Drawing

NAME = "word_reader"
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


STATE = PageState(
    NAME,
    parts=("presets", "comparison", "memory", "cell", "downloads"),
    answers=("comparison", "others"),
    cell=one_of({cell: cell.upper() for cell in CELLS}, "gru", link="cell"),
    order=one_of(ORDER_NAMES, ALIKE, link="order"),
    typed=words("", 200),
    still=flag(False, link="still"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    pinned=Choice(None, "pin", _grids, encode),
    drawing=Choice(SAID, "w", _grids, encode),
    step=position("step", first=1, high=MAX_LETTERS),
    unit=position("unit"),
)
"""Answers to veil: "comparison", how far states part; "others", what the other networks say."""


def drawing() -> Drawing:
    """The visitor's drawing; *said* on the first visit."""
    return Drawing(NAME, SAID, STATE)


def open_state(*, arrived: bool) -> None:
    """Start a run of the page: the browser adopts the drawing of a link."""
    if STATE.open(arrived=arrived):
        drawing().push(STATE["drawing"], step=STATE["step"])


def reading() -> tuple[ReadWord, Trace | None]:
    """What is asked of the network now, and its reading; None if every grid is blank.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    grids, cell = STATE["drawing"], STATE["cell"]
    kept: tuple[ReadWord, Trace | None] | None = st.session_state.get(STATE.key("#reading"))
    if kept is None or (kept[0].drawing, kept[0].cell) != (grids, cell):
        asked = ReadWord(grids, cell)
        kept = st.session_state[STATE.key("#reading")] = asked, trace_of(asked)
    return kept


def pinned_trace(cell: CellKind) -> Trace | None:
    """The reading that was kept to compare with, by the same network."""
    grids = STATE["pinned"]
    return trace_of(ReadWord(grids, cell)) if grids else None
