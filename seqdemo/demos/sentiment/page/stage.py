"""Sentence in colours, and the network unrolled over it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app import networks, sections
from seqdemo.app.guess_first import Question, guess_first
from seqdemo.app.input_controls import explorer_link
from seqdemo.app.markdown import literal
from seqdemo.app.open_cell import followers
from seqdemo.core.trace import CellKind, FloatArray, Trace
from seqdemo.demos.sentiment.answer import HIGH, LOW, changes_of, moods_of, turn_of
from seqdemo.demos.sentiment.answer import named as name_of
from seqdemo.demos.sentiment.examples import FIRST_UNIT
from seqdemo.demos.sentiment.page import readings
from seqdemo.demos.sentiment.page.state import CELLS, NAME, STATE
from seqdemo.demos.sentiment.query import Judge
from seqdemo.web.passages import Passage, passages
from seqdemo.web.steps import Balance, Column, Text, steps


def sentence(asked: Judge) -> None:
    """What the network says of the whole, and its words, coloured by how much each moved it."""
    cell: CellKind = STATE["cell"]
    trace = readings.trace_of(asked, cell)
    moods = moods_of(trace)
    if guess_first(STATE, "mood", question(asked, moods)):
        return
    with sections.picture("sentence"):
        st.markdown(verdict(moods), help=_SCALE)
        show_words(trace, moods, key=f"{NAME}.words", picked=_choose)
    turned = turn_of(moods)
    before = signed(moods[turned - 1] if turned else 0)
    st.caption(
        "Bar: the mood so far. Colour: by how much a word moved it; "
        f"“{literal(trace.inputs[turned][:40])}” most, from {before} to {signed(moods[turned])}. "
        "Click a word to take it out."
    )


def question(asked: Judge, moods: FloatArray) -> Question:
    """What the visitor guesses: whether it sounds positive."""
    positive = (1 + float(moods[-1])) / 2
    return Question(
        about=f"{STATE['cell']} {asked.text}",
        words="After the last word: what will the network take it for?",
        chances=lambda: {HIGH: positive, LOW: 1 - positive},
        bars=(HIGH, LOW),
        came="What came is the network's verdict: nobody has labelled this sentence.",
    )


_SCALE = (
    "−1 is surely negative, +1 surely positive. The mood is twice the network's probability, less "
    "one: +0.6 means that it takes people to call this positive four times in five."
)


def verdict(moods: FloatArray) -> str:
    """The mood after the last word, as a line of Markdown."""
    return f"## {named(moods)}"


def named(moods: FloatArray) -> str:
    """The mood after the last word in a word, and as a number."""
    last = float(moods[-1])
    return f"{name_of(last)}, {signed(last)}"


def signed(mood: float) -> str:
    """A mood with its sign, as a person writes it."""
    shown = f"{mood:+.2f}".replace("-", "−")
    return "0.00" if shown in ("+0.00", "−0.00") else shown


def show_words(trace: Trace, moods: FloatArray, *, key: str, picked: Any = None) -> None:
    """Words of a sentence, coloured by how much each moved the mood, the mood so far above each."""
    row = Passage(
        trace.inputs,
        changes_of(moods),
        now=STATE["word"] if picked else None,
        bars=moods,
        bar="mood so far",
    )
    passages([row], key=key, most=1.0, joined=False, on_pick=picked)


def _choose(row: int, word: int) -> None:
    STATE["word"] = word


def picture(asked: Judge) -> None:
    """The network unrolled, a bar of mood over every word."""
    cell: CellKind = STATE["cell"]
    show_steps(asked, cell, key=f"{NAME}.steps", step=STATE["step"], unit=STATE["unit"])


def show_steps(
    asked: Judge,
    cell: CellKind,
    *,
    key: str,
    step: int | None = None,
    unit: int | None = None,
    noted: bool = True,
) -> None:
    """The network unrolled over a sentence; `noted` keeps where the visitor rests."""
    trace = readings.trace_of(asked, cell)
    moods = moods_of(trace)
    card = networks.card(NAME, cell)
    size = card["config"]["hidden_size"]
    known = trace.extras["known"][:, 0]
    veiled = STATE.veils("mood")
    columns = [
        Column(Text(word), None if veiled else Balance(float(mood)), "" if there else "not known")
        for word, mood, there in zip(trace.inputs, moods, known, strict=True)
    ]
    steps(
        trace,
        columns,
        key=key,
        order=[np.array(order) for order in card["unit_orders"]],
        title=f"{CELLS[cell]}, {size} units: mood so far, from −1 to +1",
        step=None if step is None else min(step, len(trace) - 1),
        unit=first_unit(unit, cell, size),
        on_view=_look if noted else None,
        veil=veiled,
        hold=explorer_link(NAME, cell, text=asked.text),
    )


def first_unit(chosen: int | None, cell: CellKind, size: int) -> int | None:
    """The chosen unit; else one that is worth a first look, if one is known."""
    if chosen is not None and chosen < size:
        return chosen
    return FIRST_UNIT[cell][1] if cell in FIRST_UNIT else None


def _look(seen: dict[str, int]) -> list[str]:
    """Note where the visitor rests; nothing else on the page depends on it but the opened cell."""
    STATE["step"], STATE["unit"] = seen["step"], seen["unit"]
    return followers(STATE)
