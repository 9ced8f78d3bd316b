"""Input in the explorer: a ready drawing, or the one of a link."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from seqdemo.app.choice import Choice, one_of
from seqdemo.app.input_controls import ExplorerInput, Place
from seqdemo.app.page_state import PageState
from seqdemo.demos.sketch.examples import READY
from seqdemo.demos.sketch.explore import EXPLORE, with_thing
from seqdemo.demos.sketch.pictures import svg
from seqdemo.demos.sketch.strokes import Sketch, decode, encode
from seqdemo.demos.sketch.things import THINGS

LINKED, FIRST = "from a link", "body"


class DrawingInput(ExplorerInput):
    """A drawing by name, and what the network that draws 344 things is told."""

    def choices(self) -> Mapping[str, Choice]:
        """The drawing's name; the drawing of a link, which counts instead; the thing."""
        return {
            "ready": one_of([*READY, LINKED], FIRST, link="ready"),
            "w": Choice("", "w", _drawing),
            "thing": one_of(THINGS, "cat", link="thing"),
        }

    def draw(self, place: Place) -> None:
        """Draw the controls and the drawing."""
        state = place.state
        if state["w"] and state["ready"] == FIRST:
            state["ready"] = LINKED
        picture, controls = st.columns([1, 5], vertical_alignment="center")
        with controls, st.container(horizontal=True):
            state.draw(
                st.selectbox,
                "ready",
                "The drawing it reads",
                width=220,
                help="To read one of your own, draw it on “Draw together” and open it from there",
            )
            if place.network == "quickdraw_mini":
                state.draw(st.selectbox, "thing", "It is told", width=220)
        sketch = _sketch(state)
        if sketch:
            picture.image(svg(sketch), width=110)

    def given(self, state: PageState) -> str:
        """The drawing and the thing; "" if a link's is asked for and there is none."""
        sketch = _sketch(state)
        return with_thing(encode(sketch), str(state["thing"])) if sketch else ""


def _drawing(text: str) -> str:
    """A drawing of a link.

    Raises:
        ValueError: If it is not one, or empty.
    """
    if not decode(text):
        raise ValueError("an empty drawing")
    return text


def _sketch(state: PageState) -> Sketch:
    name = str(state["ready"])
    return READY[name] if name in READY else decode(str(state["w"]))


INPUT = DrawingInput(EXPLORE)
