"""Input in the explorer: a sample photo and its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from seqdemo.app.choice import Choice, one_of, words
from seqdemo.app.input_controls import ExplorerInput, Place
from seqdemo.app.markdown import literal
from seqdemo.app.page_state import PageState
from seqdemo.demos.captioner.examples import PHOTO
from seqdemo.demos.captioner.explore import EXPLORE, about, known_words
from seqdemo.demos.captioner.page import answers
from seqdemo.demos.captioner.samples import ORIGINS, SAMPLES
from seqdemo.demos.captioner.words import words_of
from seqdemo.web.photo_strip import photo_strip


class PhotoInput(ExplorerInput):
    """A strip of sample photos, and a sentence to have read instead of the network's own."""

    def choices(self) -> Mapping[str, Choice]:
        """The photo, by name, and the sentence, "" for the network's own."""
        return {
            "photo": one_of(tuple(SAMPLES), PHOTO, link="photo"),
            "sentence": words("", 400, link="say"),
        }

    def draw(self, place: Place) -> None:
        """Draw the photos and the sentence."""
        state = place.state
        strip, sentence = st.columns([5, 6], vertical_alignment="center")
        with strip:
            photo_strip(
                answers.samples(),
                chosen=_photo(state),
                origins=ORIGINS,
                notes=(),
                key=state.key("strip"),
                on_act=lambda act: _choose(place, act),
            )
        state.draw(
            sentence.text_input,
            "sentence",
            "The sentence it reads",
            placeholder="its own sentence; or type another one",
            help=(
                "Empty: what the network says of this photo itself. Type another sentence to see "
                "its states while it reads yours"
            ),
        )
        unknown = dict.fromkeys(
            word for word in words_of(str(state["sentence"])) if word not in known_words()
        )
        if unknown:
            st.caption(
                f"Left out, as the network does not know them: {literal(', '.join(unknown))}."
            )

    def given(self, state: PageState) -> str:
        """The photo, and the known words of the sentence if there are any."""
        photo = _photo(state)
        return (about(photo, str(state["sentence"])) or photo) if photo else ""

    def typed(self, state: PageState, text: str) -> str:
        """Another sentence about the same photo."""
        return about(_photo(state), text)


def _photo(state: PageState) -> str:
    """Name of the chosen photo, of those at hand; "" if there is none."""
    names = [photo.key for photo in answers.samples()]
    return state["photo"] if state["photo"] in names else next(iter(names), "")


def _choose(place: Place, act: Mapping[str, Any]) -> None:
    if act.get("do") == "choose" and act.get("key") in SAMPLES:
        place.state["photo"] = act["key"]
        place.state["sentence"] = ""
        place.start_over("")


INPUT = PhotoInput(EXPLORE)
