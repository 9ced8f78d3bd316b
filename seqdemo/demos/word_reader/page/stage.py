"""Picture over the visitor's drawing, in a fragment."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.guess_first import guess_first, in_turn
from seqdemo.app.input_controls import explorer_link
from seqdemo.app.page import network_errors, note_line
from seqdemo.app.page_state import ADDRESS
from seqdemo.app.sections import veiled
from seqdemo.core.trace import CellKind, LayerTrace, Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.page import controls, guessing, state
from seqdemo.demos.word_reader.page.guessing import READING
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.page.state import ALIKE, CELLS, NAME, STATE
from seqdemo.demos.word_reader.page.unroll import unroll
from seqdemo.demos.word_reader.page.unroll.payload import (
    Noise,
    OtherNetwork,
    Pinned,
    Step,
    UnrollView,
    Verdict,
)
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.spelling import spelling_check
from seqdemo.handwriting.grids import encode
from seqdemo.views.unit_order import ORDERS, Order, liveliest
from seqdemo.web.drawing import Drawing
from seqdemo.web.reruns import fragment

PICTURE, BELOW, DOWNLOADS = f"{NAME}.picture", f"{NAME}.below", f"{NAME}.downloads"
"""Keys of the fragments; the last two show what follows a drawing when the visitor rests."""
ALL = (PICTURE, BELOW, DOWNLOADS, ADDRESS)

_FOLLOWED, _OTHERS = STATE.key("#followed"), STATE.key("#others_of")


@fragment(PICTURE)
def picture() -> None:
    """The note and the unroll: a stroke runs this again, and nothing else."""
    strip = state.drawing()
    box = st.container()  # always there: what stands below it is not mounted anew
    with network_errors():
        with box:
            _guess()
        seen = view(strip)  # first, that the browser gets all at once and draws but once
        note_line(controls.note())
        unroll(
            seen,
            strip,
            on_rest=catch_up,
            on_ask=ask_others,
            on_noise=state.add_noise,
            on_spell=_spell,
            fragment=PICTURE,
        )
        veiled(STATE, "others")


def _guess() -> None:
    """Ask which word comes, of who wants to guess first."""
    asked, trace = state.reading()
    if trace is not None and in_turn(STATE, READING):
        guess_first(STATE, READING, guessing.question(asked, trace), fragment=PICTURE)


def catch_up() -> list[str]:
    """What is behind the drawing, and no more, once the visitor has rested."""
    if in_turn(STATE, READING):
        return [ADDRESS, PICTURE, BELOW, DOWNLOADS]
    done = st.session_state.get(_FOLLOWED, {})
    return [ADDRESS, *(name for name in (BELOW, DOWNLOADS) if done.get(name) != _tells(name))]


def followed(name: str) -> None:
    """Note that a fragment below the picture is drawn for the present drawing."""
    st.session_state.setdefault(_FOLLOWED, {})[name] = _tells(name)


def _tells(name: str) -> Hashable:
    """What a fragment shows of the drawing: only then it has to be drawn again.

    Buttons are most of what stands below, and say nothing of it unless the visitor compares, asks
    all networks or opens a cell.
    """
    strip, seen = state.drawing(), state.seen()
    if name == DOWNLOADS or STATE["pinned"] or STATE["still"]:
        return seen
    if STATE["opened"]:
        return seen, strip.step, strip.unit
    return any("1" in grid for grid in seen)


def ask_others() -> None:
    """Have the other networks read the present drawing too."""
    st.session_state[_OTHERS] = state.seen()


def view(strip: Drawing) -> UnrollView:
    """Everything the unroll shows.

    Raises:
        CheckpointError: If the network's files are missing or damaged.
    """
    asked, trace = state.reading()
    if trace is None:
        units = networks.card(NAME, asked.cell)["config"]["hidden_size"]
        pinned = _pinned(asked.cell)  # stands where it will stand beside what is drawn
        return UnrollView(
            drawing=strip.grids,
            order=order_of(asked.cell, pinned.layer) if pinned else None,
            pinned=pinned,
            unit=strip.unit or 0,
            size=units,
            noise=_noise(),
        )
    layer, told = trace.layers[-1], guessing.told(asked, trace)
    whole, turn = told == len(trace), in_turn(STATE, READING)
    return UnrollView(
        drawing=strip.grids,
        steps=_steps(asked, trace, told),
        layer=layer,
        order=order_of(asked.cell, layer),
        answer=_verdict(trace) if whole else None,
        others=_others(asked) if whole else [],
        pinned=_pinned(asked.cell) if whole else None,
        step=guessing.step(trace) if turn else strip.step,
        unit=_unit(strip.unit, layer),
        noise=_noise(),
        veil=turn,
        hold="" if turn else explorer_link(NAME, asked.cell, w=encode(asked.drawing)),
    )


def _noise() -> Noise | None:
    return None if STATE.hides("noise") else state.noise()


def order_of(cell: CellKind, layer: LayerTrace) -> Order:
    """The chosen order of units, (H,)."""
    if STATE["order"] == ALIKE:
        return np.array(networks.card(NAME, cell)["unit_order"], dtype=np.int64)
    return ORDERS[STATE["order"]][1](layer)


def _unit(chosen: int | None, layer: LayerTrace) -> int:
    return chosen if chosen is not None and chosen < layer.hidden_size else liveliest(layer)


def _verdict(trace: Trace) -> Verdict:
    end, known = reading.answer(trace), len(trace.classes) - 1
    checking = bool(STATE["spelling"])
    check = spelling_check(trace) if checking else None
    return Verdict(
        end.word, end.probability, end.spelled, end.nearest, end.sure, known, check, checking
    )


def _spell() -> list[str]:
    STATE["spelling"] = not STATE["spelling"]
    return [PICTURE, ADDRESS]


def _steps(asked: ReadWord, trace: Trace, told: int) -> list[Step]:
    """The columns; of those that are to be guessed nothing but their place."""
    parts = zip(
        asked.read,
        reading.letters(trace),
        reading.guesses(trace),
        reading.remembered(trace),
        strict=True,
    )
    steps = [Step(at, letter, p, guesses, memory) for at, (letter, p), guesses, memory in parts]
    return [*steps[:told], *(Step(one.at, "", 0, (), (), veiled=True) for one in steps[told:])]


def _others(asked: ReadWord) -> list[OtherNetwork] | None:
    """What every network says of the drawing, if they were asked; none if a link veils it."""
    if STATE.veils("others"):
        return []
    return _read_by_all(asked) if st.session_state.get(_OTHERS) == asked.drawing else None


def _read_by_all(asked: ReadWord) -> list[OtherNetwork]:
    """The same drawing through every network; one that cannot be loaded is left out."""
    found = []
    for cell in CELLS:
        try:
            trace = trace_of(ReadWord(asked.drawing, cell))
        except networks.CheckpointError:
            continue
        if trace is not None:
            word, p = reading.outcome(trace)
            found.append(OtherNetwork(cell.upper(), word, p, cell == asked.cell))
    return found


def _pinned(cell: CellKind) -> Pinned | None:
    trace = state.pinned_trace(cell)
    if trace is None:
        return None
    return Pinned(reading.spelled(trace), trace.inputs, trace.layers[-1])
