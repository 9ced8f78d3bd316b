"""What the word reader reads on the explorer's page: a typed word, or letters drawn here."""

from __future__ import annotations

import secrets

import streamlit as st

from seqdemo.app import networks
from seqdemo.demos.explorer.page import source, state
from seqdemo.demos.explorer.page.state import CHOICES, key, put
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.typed import readable
from seqdemo.demos.word_reader.words import surprising
from seqdemo.web.drawing import Drawing
from seqdemo.web.letters import letters


def controls() -> None:
    """A word to type, a hand to write it in, and the letters themselves."""
    word, hand, buttons = st.columns([3, 2, 6], vertical_alignment="bottom")
    word.text_input(
        "The word it reads",
        key=CHOICES.drawn("word"),
        max_chars=12,
        placeholder="drawn below",
        on_change=_typed,
        help="Letters a to z, drawn for the network in a hand of their own",
    )
    hand.number_input(
        "Hand",
        0,
        999_999,
        key=CHOICES.drawn("hand"),
        step=1,
        help="Which handwriting typed letters are drawn in; the same number, the same letters",
    )
    with buttons, st.container(horizontal=True):
        st.button(
            "another hand",
            on_click=_roll,
            disabled=bool(state.value("drawn")),
            help="The same word, drawn differently",
        )
        st.button("surprise me", on_click=_surprise, help="A random word in a random hand")
    typed = str(CHOICES["word"] or "")
    if typed != readable(typed):
        kept = readable(typed)
        st.caption(f"Read as “{kept}”: the network knows the letters a to z only." if kept else "")
    strip = Drawing(key("letters"), SAID)
    if strip.grids != source.grids():
        strip.push(source.grids())
    letters(strip, on_draw=lambda: state.draw(strip.grids))


def _typed() -> None:
    """A typed word takes the place of what was drawn; an emptied line does not."""
    if readable(str(st.session_state.get(key("word")) or "")):
        put("drawn", "")


def _roll() -> None:
    put("hand", secrets.randbelow(1_000_000))


def _surprise() -> None:
    words = surprising(tuple(networks.card("word_reader", "gru")["words"]))
    put("drawn", "")
    put("word", secrets.choice(words))
    _roll()
