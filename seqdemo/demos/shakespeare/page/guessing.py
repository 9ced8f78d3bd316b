"""Guess first: the written text, letter by letter."""

from __future__ import annotations

import streamlit as st

from seqdemo.analysis.guesses import by_label
from seqdemo.app.guess_first import in_turn
from seqdemo.app.guess_words import Sentence, word_by_word
from seqdemo.app.page import waiting
from seqdemo.core.character_names import with_sign
from seqdemo.core.sampling import probabilities
from seqdemo.demos.shakespeare.page.slot import Slot
from seqdemo.demos.shakespeare.page.state import STATE
from seqdemo.demos.shakespeare.query import START, Write

TEXT = "text"
"""Name of the answer: what the network writes."""

_KEYS = {"space": "␣", "enter": "⏎"}


def is_on() -> bool:
    """Whether letters are guessed before they are shown."""
    return in_turn(STATE, TEXT)


def letters_hidden(slot: Slot, asked: Write) -> bool:
    """Ask for the next letter of who guesses first; whether the rest stays hidden."""
    if not is_on():
        return False
    with waiting("The network writes…"):
        slot.prepare(asked)
        trace = slot.finished(asked)()
    opening = asked.prompt or START
    names = [with_sign(symbol) for symbol in trace.classes]
    letters = trace.inputs[len(opening) :]

    def chances(at: int) -> dict[str, float]:
        assert trace.logits is not None
        row = trace.logits[len(opening) - 1 + at]
        return by_label(names, probabilities(row).tolist())

    sentence = Sentence(
        about=repr(asked),
        words=[with_sign(symbol) for symbol in letters],
        chances=chances,
        joined=lambda told: opening + "".join(letters[: len(told)]),
        asks="Which letter comes next?",
        each="letter",
        hint="a letter, or space",
        spelled=_spelled,
        show=_show,
    )
    return word_by_word(STATE, TEXT, sentence)


def _spelled(typed: str) -> str:
    return _KEYS.get(typed.strip().lower(), typed.strip()[:1])


def _show(text: str) -> None:
    st.code(f"{text}▁", language=None, wrap_lines=True)
