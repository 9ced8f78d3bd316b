"""What the page "Read a word" keeps and shows: the visitor's choices and the view they make."""

from __future__ import annotations

import secrets

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.core.trace import CellKind, LayerTrace, Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.query import ReadWord, as_cell, decode, encode
from seqdemo.demos.word_reader.typed import in_a_hand, left_out, readable
from seqdemo.demos.word_reader.words import MAX_LETTERS
from seqdemo.views.unit_order import ORDERS, Order, liveliest
from seqdemo.web.drawing import Drawing
from seqdemo.web.unroll.payload import OtherNetwork, Pinned, Step, UnrollView, Verdict

NAME = "word_reader"
CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
CELL, ORDER, PIN, TYPED, NOTE, KEPT = (
    f"{NAME}.{n}" for n in ("cell", "order", "pin", "typed", "note", "kept")
)
ALIKE = "alike"
"""The default order of units: from the network's card, the same for every drawing."""

ORDER_NAMES = {
    ALIKE: "alike in all words",
    **{n: words for n, (words, _) in ORDERS.items()},
}
TRIES = 12  # hands tried until the network sees the letters that were typed


def drawing() -> Drawing:
    """The visitor's drawing; *said* on the first visit."""
    return Drawing(NAME, SAID)


def adopt_link(*, arrived: bool) -> None:
    """Take over the link the visitor arrived by; parts that make no sense change nothing.

    Only on arrival: later the browser writes the address itself, after what is on screen.
    """
    state, link = st.session_state, st.query_params.to_dict()
    # Streamlit forgets a widget's value when its page is left: the copy brings it back.
    cell, order = state.get(KEPT, ("gru", ALIKE))
    state.setdefault(CELL, cell)
    state.setdefault(ORDER, order)
    state.setdefault(PIN, None)
    if arrived and link:
        _adopt(link)
    state[KEPT] = (state[CELL], state[ORDER])


def _adopt(link: dict[str, str]) -> None:
    state = st.session_state
    state[CELL] = as_cell(link.get("cell", "")) or state[CELL]
    state[ORDER] = link.get("order") if link.get("order") in ORDER_NAMES else state[ORDER]
    if "pin" in link:
        state[PIN] = decode(link["pin"])
    strip = drawing()
    grids, step = decode(link.get("w", "")) or strip.grids, link.get("step", "")
    strip.push(grids, step=int(step) - 1 if step.isdecimal() and step != "0" else None)
    if link.get("unit", "").isdecimal():
        strip.select(int(link["unit"]))


def query() -> ReadWord:
    """What is asked of the network now."""
    return ReadWord(drawing().grids, st.session_state[CELL] or "gru")


def view(asked: ReadWord, trace: Trace | None) -> UnrollView:
    """Everything the unroll shows."""
    strip, state = drawing(), st.session_state
    link = {"cell": asked.cell, "order": state[ORDER] or ALIKE}
    if state[PIN]:
        link["pin"] = encode(state[PIN])
    if trace is None:
        units = networks.card(NAME, asked.cell)["config"]["hidden_size"]
        return UnrollView(drawing=strip.grids, link=link, unit=strip.unit or 0, size=units)
    layer, end = trace.layers[-1], reading.answer(trace)
    return UnrollView(
        drawing=strip.grids,
        steps=_steps(asked, trace),
        layer=layer,
        order=order_of(asked.cell, layer),
        answer=Verdict(
            end.word, end.probability, end.spelled, end.nearest, end.sure, len(trace.classes) - 1
        ),
        others=_others(asked) if strip.at_rest else None,
        pinned=_pinned(asked.cell),
        link=link,
        step=strip.step,
        unit=liveliest(layer) if strip.unit is None else strip.unit,
    )


def order_of(cell: CellKind, layer: LayerTrace) -> Order:
    """The chosen order of units."""
    name = st.session_state.get(ORDER) or ALIKE
    if name == ALIKE:
        return np.array(networks.card(NAME, cell)["unit_order"], dtype=np.int64)
    return ORDERS[name][1](layer)


def pinned_trace(cell: CellKind) -> Trace | None:
    """The reading that was put aside to compare with, by the same network."""
    grids = st.session_state[PIN]
    return trace_of(ReadWord(grids, cell)) if grids else None


def put_aside() -> None:
    """Switch the comparison on with the drawing as it is now, or off."""
    state = st.session_state
    state[PIN] = None if state[PIN] else drawing().grids


def compare_said_aids() -> None:
    """*said* put aside, *aids* in the strip: the same letters in another order."""
    st.session_state[PIN] = SAID
    drawing().push(AIDS)


def show_preset(grids: tuple[str, ...]) -> None:
    """Put a ready drawing in the strip."""
    drawing().push(grids)


def surprise(words: tuple[str, ...]) -> None:
    """A random known word in a random hand."""
    drawing().push(_legible(secrets.choice(words)))


def show_typed(words: tuple[str, ...]) -> None:
    """The typed word in a random hand; says what could not be drawn, and if it is not known."""
    state = st.session_state
    text = (state.get(TYPED) or "").strip()
    letters = readable(text)
    if letters:
        drawing().push(_legible(letters))
    state[NOTE] = (_note(text, letters, words), drawing().grids)
    state[TYPED] = ""


def note() -> str:
    """A sentence on the typed word while it is on screen, or nothing."""
    text, grids = st.session_state.get(NOTE, ("", ()))
    return str(text) if grids == drawing().grids else ""


def _legible(letters: str) -> tuple[str, ...]:
    """The letters in a random hand in which the network sees each of them, if one is found."""
    cell: CellKind = st.session_state[CELL] or "gru"
    for _ in range(TRIES):
        grids = in_a_hand(letters, secrets.randbelow(1 << 30))
        try:
            trace = trace_of(ReadWord(grids, cell))
        except networks.CheckpointError:
            break
        if trace is not None and reading.spelled(trace) == letters:
            break
    return grids


def _note(text: str, letters: str, words: tuple[str, ...]) -> str:
    """What was not drawn, and whether the network can know the word; or nothing."""
    odd = left_out(text)
    if text and not letters:
        return "Nothing to draw: the network reads the letters a to z only."
    parts = []
    if odd:
        shown = " ".join(char if char.strip() else "space" for char in odd[:8])
        parts.append(f"Left out, as the network reads a to z only: {shown}.")
    if len("".join(c for c in text.lower() if c.isascii() and c.isalpha())) > MAX_LETTERS:
        parts.append(f"Only the first {MAX_LETTERS} letters fit.")
    if letters and letters not in words:
        parts.append(f"“{letters}” is not among the {len(words):,} words it has learned.")
    return " ".join(parts)


def _steps(asked: ReadWord, trace: Trace) -> list[Step]:
    parts = zip(
        asked.read,
        reading.letters(trace),
        reading.guesses(trace),
        reading.remembered(trace),
        strict=True,
    )
    return [Step(at, letter, p, guesses, memory) for at, (letter, p), guesses, memory in parts]


def _others(asked: ReadWord) -> list[OtherNetwork]:
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
    trace = pinned_trace(cell)
    if trace is None:
        return None
    return Pinned(reading.spelled(trace), trace.inputs, trace.layers[-1])
