"""Controls above the sheet of "Draw together"."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from seqdemo.app.guess_first import switch
from seqdemo.demos.sketch.page import state
from seqdemo.demos.sketch.page.state import STATE

INTROS = {
    "finish": "Draw a line: the network goes on where you stop. **Take over** wherever you like.",
    "beside": "Draw a line, and the network draws one, in turns: who is the better artist?",
    "morph": "An encoder turns a whole drawing into 64 numbers; between those of two drawings lie "
    "others.",
}


def rows() -> None:
    """What to do, what is drawn, temperature and seed."""
    morph = STATE["mode"] == "morph"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _chips("mode", "What to do", None, forget)
        if not morph:
            words = "Each is a network of its own, trained on drawings of one kind"
            _chips("network", "What it draws", words, _another_network)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if not morph and STATE["network"] == "quickdraw_mini":
            STATE.draw(
                st.selectbox,
                "thing",
                "Draw a …",
                width=190,
                on_change=forget,
                help="It saw 21 drawings of each thing: few-shot, and it shows",
            )
        _luck()


def _chips(name: str, label: str, words: str | None, changed: Callable[[], None]) -> None:
    STATE.draw(
        st.segmented_control,
        name,
        label,
        label_visibility="collapsed",
        required=True,
        on_change=changed,
        help=words,
    )


def _luck() -> None:
    STATE.draw(
        st.slider,
        "temperature",
        "Temperature",
        width=230,
        on_change=forget,
        help="Low is careful, 1 is as trained, high is wild; 0 always takes the likeliest",
    )
    STATE.draw(
        st.number_input,
        "seed",
        "Seed",
        width=160,
        on_change=forget,
        help="The luck of the draw: the same seed draws the same",
    )
    if "seed" not in STATE.rules.hide:
        st.button(
            "another ending" if STATE.simple else "new",
            on_click=roll,
            disabled=STATE.locks("seed"),
            help="Another seed: another ending",
        )
    if STATE["mode"] == "finish":
        switch(STATE, state.begin_guess)


def intro() -> str:
    """What can be done here, in two sentences."""
    return INTROS[STATE["mode"]]


def roll() -> None:
    """Take another seed."""
    STATE["seed"] = secrets.randbelow(1_000_000)
    forget()


def forget() -> None:
    """Another question: the chosen ending is no longer one of its answers."""
    STATE["ending"] = STATE["step"] = STATE["look"] = None
    STATE["kept"] = ()


def _another_network() -> None:
    forget()
    state.other_beginning()


def pin() -> None:
    """Keep the drawing as the other end of a morph, and begin another; or let it go."""
    if STATE["pinned"]:
        STATE["pinned"] = ()
    else:
        STATE["pinned"] = STATE["drawing"]
        state.drawing().push(())
