"""Controls above the picture of "Read a word", and what they do."""

from __future__ import annotations

import secrets
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqdemo.app import guess_first, networks
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.page.readings import trace_of
from seqdemo.demos.word_reader.page.state import STATE, begin_guessing, drawing
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.typed import in_a_hand, not_drawn, readable
from seqdemo.demos.word_reader.words import surprising
from seqdemo.web.owed import said_beside

_NOTE, _TOLD = STATE.key("#note"), STATE.key("#told")
AGAIN = 2.0  # seconds within which the same typed word is the same message
NAMES = ("cell", "presets", "typed", "order")
"""Of these controls."""

TRIES = 12  # hands tried until the network sees the letters that were typed


def row(place: DeltaGenerator) -> None:
    """Draw network, ready words, a word to type, and the order of units in their place."""
    known = tuple(networks.card("word_reader", "gru")["words"])
    with place.container(horizontal=True, vertical_alignment="center", gap="small"):
        STATE.draw(
            st.segmented_control,
            "cell",
            "Network",
            label_visibility="collapsed",
            required=True,
            help="Which trained network reads",
        )
        if not STATE.hides("presets"):
            _presets(known)
        STATE.draw(
            st.text_input,
            "typed",
            "Type a word",
            on_change=show_typed,
            args=(known,),
            placeholder="type a word…",
            label_visibility="collapsed",
            width=126,  # all stand in one row of a window of 1280 pixels: nothing below moves
        )
        guess_first.switch(STATE, begin_guessing)
        STATE.draw(
            st.selectbox,
            "order",
            "Order of units",
            width=222,
            help="In which cell of the tile each unit stands; the values stay the same",
            label_visibility="collapsed",
        )


def _presets(known: tuple[str, ...]) -> None:
    st.button("said", on_click=show_preset, args=(SAID,))
    st.button("aids", on_click=show_preset, args=(AIDS,))
    st.button(
        "surprise me",
        on_click=surprise,
        args=(known,),
        help="A random word in a random hand",
    )


def show_preset(grids: tuple[str, ...]) -> None:
    """Put a ready drawing in the strip."""
    drawing().push(grids)


def surprise(words: tuple[str, ...]) -> None:
    """Draw a random one of the known words, fit for a class, in a random hand."""
    drawing().push(_legible(secrets.choice(surprising(words))))


def show_typed(words: tuple[str, ...]) -> None:
    """Draw the typed word in a random hand; note what could not be drawn, and if it is unknown."""
    strip, text = drawing(), str(STATE["typed"]).strip()
    STATE["typed"] = ""
    if _told_again(text):
        return
    letters = readable(text)
    if letters:
        strip.push(_legible(letters))
    keep_note(typed_note(text, letters, words), strip.grids)


def _told_again(text: str) -> bool:
    """Whether a browser that has not yet heard of the emptied line has sent it once more.

    It does so beside whatever else the visitor does, however late; who types the word anew says
    that alone. Drawn again, in another hand, it would undo what the visitor has done since.
    """
    before, st.session_state[_TOLD] = st.session_state.get(_TOLD), (text, monotonic())
    if before is None or before[0] != text:
        return False
    return said_beside() or monotonic() - before[1] < AGAIN


def keep_note(words: str, drawing: tuple[str, ...]) -> None:
    """Let a sentence stand on the page as long as a drawing does."""
    st.session_state[_NOTE] = (words, drawing)


def note() -> str:
    """Sentence on the typed word while it is on screen, or nothing."""
    text, grids = st.session_state.get(_NOTE, ("", ()))
    return str(text) if grids == STATE["drawing"] else ""


def _legible(letters: str) -> tuple[str, ...]:
    """The letters in a random hand in which the network sees each of them, if one is found."""
    for _ in range(TRIES):
        grids = in_a_hand(letters, secrets.randbelow(1 << 30))
        try:
            trace = trace_of(ReadWord(grids, STATE["cell"]))
        except networks.CheckpointError:
            break
        if trace is not None and reading.spelled(trace) == letters:
            break
    return grids


def in_one_hand(words: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two words in one hand in which the network reads both, letter by letter, if one is found."""
    for _ in range(TRIES):
        hand = secrets.randbelow(1 << 30)
        first, second = (in_a_hand(word, hand) for word in words)
        traces = [trace_of(ReadWord(grids, STATE["cell"])) for grids in (first, second)]
        if all(
            trace is not None
            and (reading.spelled(trace), reading.outcome(trace)[0]) == (word, word)
            for trace, word in zip(traces, words, strict=True)
        ):
            break
    return first, second


def typed_note(text: str, letters: str, words: tuple[str, ...]) -> str:
    """What was not drawn, and whether the network can know the word; or nothing."""
    parts = [not_drawn(text)]
    if letters and letters not in words:
        parts.append(f"“{letters}” is not among the {len(words):,} words it has learned.")
    return " ".join(filter(None, parts))
