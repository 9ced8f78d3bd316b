"""Input in the explorer: a text, typed or sampled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.choice import Choice, number, words
from seqdemo.app.input_controls import ExplorerInput, Place
from seqdemo.app.markdown import literal
from seqdemo.app.page_state import PageState
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.explore import EXPLORE, LONGEST, NAME, clean_text, example_text
from seqdemo.demos.shakespeare.query import MAX_PROMPT, Write

MORE = 300  # characters that "let it write" adds
TEMPERATURE = 0.8


class TextInput(ExplorerInput):
    """A text to read, and buttons that have the network write on from it."""

    def choices(self) -> Mapping[str, Choice]:
        """The text, the example unless one is typed; the seed it is written on with."""
        return {
            "text": Choice(None, "text", words("", 4 * MAX_PROMPT).read, widget={}),
            "seed": number(3, 0, 999_999, link="seed", step=1),
        }

    def draw(self, place: Place) -> None:
        """Draw the text, the buttons, and a sentence on what cannot be read of it."""
        if place.state["text"] is None:
            place.state["text"] = example_text()
        text, buttons = st.columns([8, 5], vertical_alignment="center")
        place.state.draw(
            text.text_area,
            "text",
            "The text it reads",
            height=68,
            label_visibility="collapsed",
            placeholder="Type or paste a text for the network to read",
            help="Type or paste anything; the network reads it letter by letter, at most 2,000",
        )
        with buttons, st.container(horizontal=True, vertical_alignment="bottom"):
            _buttons(place)
        note = self.side.unread(self._text(place.state))
        if note:
            st.caption(literal(note))

    def given(self, state: PageState) -> str:
        """The text in symbols the network knows."""
        return self.side.readable(self._text(state))

    def seed(self, state: PageState) -> int:
        """The seed that the visitor chose."""
        return int(state["seed"])

    def link(self, state: PageState) -> dict[str, str]:
        """A link need not spell out the example."""
        found = state.link()
        if found.get("text") == example_text():
            del found["text"]
        return found

    def _text(self, state: PageState) -> str:
        text = state["text"]
        return example_text() if text is None else str(text)


def _buttons(place: Place) -> None:
    st.button(
        "let it write on",
        on_click=_write_on,
        args=(place,),
        help=f"The network goes on from this text, by up to {MORE} letters of its own",
    )
    place.state.draw(
        st.number_input,
        "seed",
        "Seed",
        width=120,
        help=(
            "The luck with which it writes, here and in “Reach in”: the same seed, the same letters"
        ),
    )
    st.button("example", on_click=_example, args=(place,), help="The text of the first visit")


def _write_on(place: Place) -> None:
    """Have the network go on from the text."""
    prompt = clean_text(str(place.state["text"] or "")).text[-MAX_PROMPT:]
    length = max(1, min(MORE, LONGEST - len(prompt)))
    sampling = Sampling(temperature=TEMPERATURE, seed=int(place.state["seed"]))
    query = Write(prompt, length, cast(CellKind, place.network), sampling=sampling)
    place.state["text"] = prompt + networks.answer(NAME, place.network, query).text


def _example(place: Place) -> None:
    place.state["text"] = example_text()
    place.start_over(EXPLORE.network)


INPUT = TextInput(EXPLORE)
