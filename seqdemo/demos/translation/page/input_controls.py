"""Input in the explorer: a sentence, a direction, a beginning."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from seqdemo.app.choice import Choice, one_of, words
from seqdemo.app.input_controls import ExplorerInput, Place
from seqdemo.app.page_state import PageState
from seqdemo.demos.translation.examples import EXAMPLE
from seqdemo.demos.translation.explore import EXPLORE, about
from seqdemo.demos.translation.languages import DIRECTIONS
from seqdemo.demos.translation.query import LONGEST


class SentenceInput(ExplorerInput):
    """A sentence in a direction, and a beginning to have read instead of the translation."""

    def choices(self) -> Mapping[str, Choice]:
        """Direction, sentence, and beginning, "" for the network's own translation."""
        return {
            "way": one_of({name: name.replace("-", " → ") for name in DIRECTIONS}, "en-de", "way"),
            "text": words(EXAMPLE.text, LONGEST, link="text"),
            "said": words("", LONGEST, link="say"),
        }

    def draw(self, place: Place) -> None:
        """Draw the controls."""
        way, text, said = st.columns([2, 6, 5], vertical_alignment="center")
        state = place.state
        state.draw(way.selectbox, "way", "Direction", help="From which language into which")
        state.draw(
            text.text_input,
            "text",
            "The sentence it translates",
            placeholder="Type a sentence of daily life",
        )
        state.draw(
            said.text_input,
            "said",
            "What it has said so far",
            placeholder="its own translation; or type a beginning",
            help="Empty: its own translation. Type a beginning to see its states while it reads "
            "yours, and what it would say next",
        )

    def given(self, state: PageState) -> str:
        """The input that is asked for; "" if there is nothing to translate."""
        return about(state["way"], str(state["text"]), str(state["said"]))

    def typed(self, state: PageState, text: str) -> str:
        """Another sentence in the same direction."""
        return about(state["way"], text)


INPUT = SentenceInput(EXPLORE)
