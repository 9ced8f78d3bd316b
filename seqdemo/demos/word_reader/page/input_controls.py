"""Input in the explorer: a typed word, or drawn letters."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.choice import Choice, number
from seqdemo.app.input_controls import ExplorerInput, Place
from seqdemo.app.page_state import PageState
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.explore import EXPLORE, NAME
from seqdemo.demos.word_reader.query import ReadWord, decode
from seqdemo.demos.word_reader.typed import in_a_hand, not_drawn, readable
from seqdemo.demos.word_reader.words import surprising
from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.web.drawing import Drawing
from seqdemo.web.letters import letters

LONGEST = 80
"""Characters of a typed word in a link; what of them is not drawn is said below it."""


class LettersInput(ExplorerInput):
    """A word to type, a hand to write it in, and the letters themselves."""

    def choices(self) -> Mapping[str, Choice]:
        """The word and its hand; the drawing, as text, which counts instead of the word."""
        return {
            "word": Choice("said", "word", _word, lambda text: text[:LONGEST], widget={}),
            "hand": number(0, 0, 999_999, link="hand", step=1),
            "drawn": Choice("", "w", _drawing),
        }

    def draw(self, place: Place) -> None:
        """Draw the controls and the letters."""
        state = place.state
        if state["drawn"] and state["word"]:
            state["word"] = ""
        word, hand, buttons = st.columns([3, 2, 6], vertical_alignment="bottom")
        state.draw(
            word.text_input,
            "word",
            "The word it reads",
            placeholder="drawn below",
            on_change=_typed,
            args=(state,),
            help="Letters a to z, drawn for the network in a hand of their own",
        )
        state.draw(
            hand.number_input,
            "hand",
            "Hand",
            help="Which handwriting typed letters are drawn in; the same number, the same letters",
        )
        with buttons, st.container(horizontal=True):
            _buttons(state)
        if note := not_drawn(str(state["word"] or "").strip()):
            st.caption(note)
        _strip(state)

    def given(self, state: PageState) -> str:
        """The drawing; "" if every grid is blank."""
        grids = _grids(state)
        return encode(grids) if ReadWord(grids).read else ""

    def typed(self, state: PageState, text: str) -> str:
        """A word in the chosen hand."""
        word = readable(text)
        return encode(_in_hand(word, state)) if word else ""

    def link(self, state: PageState) -> dict[str, str]:
        """A drawing stands in the place of the word."""
        found = state.link()
        if "w" in found:
            found.pop("word", None)
        return found


def _word(text: str) -> str:
    """A word of a link.

    Raises:
        ValueError: If nothing of it can be drawn.
    """
    if not readable(text):
        raise ValueError(text)
    return text[:LONGEST]


def _drawing(text: str) -> str:
    """A drawing of a link.

    Raises:
        ValueError: If it is not one.
    """
    if not decode(text):
        raise ValueError(text)
    return text


def _buttons(state: PageState) -> None:
    st.button(
        "another hand",
        on_click=_roll,
        args=(state,),
        disabled=bool(state["drawn"]),
        help="The same word, drawn differently",
    )
    st.button(
        "surprise me",
        on_click=_surprise,
        args=(state,),
        help="A random word in a random hand",
    )


def _strip(state: PageState) -> None:
    """The letters, to be changed."""
    strip = Drawing(state.key("letters"), SAID)
    if strip.grids != _grids(state):
        strip.push(_grids(state))
    letters(strip, on_draw=lambda: _draw(state, strip.grids))


def _draw(state: PageState, grids: tuple[str, ...]) -> None:
    """Have the network read a drawing instead of the typed word."""
    state["drawn"] = encode(grids)
    state["word"] = ""


def _grids(state: PageState) -> tuple[str, ...]:
    """The letters: drawn, or else typed; one blank grid if neither."""
    drawn, typed = decode(str(state["drawn"])), readable(str(state["word"]))
    return drawn or (_in_hand(typed, state) if typed else (BLANK,))


def _in_hand(word: str, state: PageState) -> tuple[str, ...]:
    """The grids of a word; hand 0 writes *said* as the examples do."""
    hand = int(state["hand"])
    return SAID if word == "said" and not hand else in_a_hand(word, hand)


def _typed(state: PageState) -> None:
    """A typed word takes the place of what was drawn; an emptied line does not."""
    if readable(str(st.session_state.get(state.key("word")) or "")):
        state["drawn"] = ""


def _roll(state: PageState) -> None:
    state["hand"] = secrets.randbelow(1_000_000)


def _surprise(state: PageState) -> None:
    state["drawn"] = ""
    state["word"] = secrets.choice(surprising(tuple(networks.card(NAME, "gru")["words"])))
    _roll(state)


INPUT = LettersInput(EXPLORE)
