"""Guess first: the sentence about a photo, word by word."""

from __future__ import annotations

import streamlit as st

from seqdemo.analysis.guesses import by_label
from seqdemo.app.guess_first import in_turn
from seqdemo.app.guess_words import Sentence, word_by_word
from seqdemo.app.page import waiting
from seqdemo.app.sections import picture
from seqdemo.core.sampling import probabilities
from seqdemo.demos.captioner.page import answers, stage, state
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto

SENTENCE = "sentence"
"""Name of the answer: what the network says of the photo."""


def sentence_hidden(photo: PreparedPhoto) -> bool:
    """Ask for the next word of who guesses first; whether the rest stays hidden."""
    if not in_turn(STATE, SENTENCE):
        return False
    asked = state.query(photo, state.shown_networks()[0])
    with waiting("Opening the network…"):
        trace = answers.answer(photo, asked, STATE["said"]).trace

    def chances(at: int) -> dict[str, float]:
        assert trace.logits is not None
        return by_label(trace.classes, probabilities(trace.logits[at]).tolist())

    sentence = Sentence(
        about=stage.digest(photo, asked, STATE["said"]),
        words=trace.inputs[1:],
        chances=chances,
        asks="Which word does the network say next?",
    )
    seen, guess = st.columns([2, 3])
    with guess:
        hidden = word_by_word(STATE, SENTENCE, sentence)
    if hidden:
        with seen, picture("photo"):
            st.image(photo.shown, caption=photo.name, alt=photo.name)
    return hidden
