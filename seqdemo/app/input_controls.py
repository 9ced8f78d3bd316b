"""Controls for a network's input on the explorer's page.

A demo's `page/input_controls.py` exports `INPUT`; a demo without one gets a box to type in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import streamlit as st

from seqdemo.app.choice import Choice, one_of, words
from seqdemo.app.page_state import PageState
from seqdemo.tasks.protocols import Explorable
from seqdemo.tasks.registry import explorables, part

LONGEST = 8_000
"""Characters of a typed input that are taken over from a link."""


@dataclass(frozen=True)
class Place:
    """Where controls are drawn.

    Attributes:
        state: The choices of this demo's controls.
        network: The chosen network.
        start_over: Call it when another input is put in from Python: the selected step and unit no
            longer mean anything. Takes the network to choose, "" for the present one.
    """

    state: PageState
    network: str
    start_over: Callable[[str], None]


class ExplorerInput:
    """A box to type in; a demo's own controls are a subclass.

    Args:
        side: The demo's side of the explorer.
    """

    def __init__(self, side: Explorable) -> None:
        self.side = side

    def choices(self) -> Mapping[str, Choice]:
        """The choices, by name."""
        if self.side.inputs:
            return {"text": one_of(self.side.inputs, self.side.example, link="text")}
        return {"text": words(self.side.example, LONGEST, link="text")}

    def draw(self, place: Place) -> None:
        """Draw the controls."""
        if self.side.inputs:
            if len(self.side.inputs) > 1:
                place.state.draw(
                    st.selectbox, "text", "Which input", label_visibility="collapsed", width=280
                )
            return
        place.state.draw(
            st.text_input,
            "text",
            "The input it reads",
            placeholder="Type something for the network to read",
            label_visibility="collapsed",
        )

    def given(self, state: PageState) -> str:
        """The input that is asked for; "" if there is nothing to read."""
        return self.side.readable(str(state["text"]))

    def typed(self, state: PageState, text: str) -> str:
        """Another input, typed as text; "" if nothing of it can be read."""
        return self.side.readable(text)

    def seed(self, state: PageState) -> int:
        """With which what a network writes is drawn."""
        return 0

    def link(self, state: PageState) -> dict[str, str]:
        """Query parameters that bring the input back."""
        return state.link()


def explorer_link(demo: str, network: str, **given: str) -> str:
    """Address of the explorer with an input, given by the names that its links have."""
    return "explorer?" + urlencode({"from": demo, "cell": network, **given}, quote_via=quote)


def input_controls(demo: str) -> ExplorerInput:
    """The controls of a demo."""
    found: ExplorerInput | None = part(demo, "page.input_controls", "INPUT")
    return found or ExplorerInput(explorables()[demo])
