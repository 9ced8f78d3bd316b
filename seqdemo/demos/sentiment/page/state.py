"""Page state: the table of choices and the sentences they make."""

from __future__ import annotations

from seqdemo.app.choice import flag, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_choices import reset
from seqdemo.app.page_state import PageState
from seqdemo.core.trace import CellKind
from seqdemo.demos.sentiment.examples import FIRST
from seqdemo.demos.sentiment.query import MAX_WORDS, Judge

NAME = "sentiment"
CELLS: dict[CellKind, str] = {"lstm": "LSTM", "gru": "GRU", "rnn": "RNN"}
LONGEST = 4_000
"""Characters of a sentence that a link can hold."""

STATE = PageState(
    NAME,
    parts=("presets", "words", "networks", "two", "many", "downloads"),
    answers=("mood", "words", "networks"),
    inside=("cell", "networks", "many", "opened", "kept", "unit"),
    cell=one_of(CELLS, "lstm", link="cell"),
    text=words(FIRST, LONGEST, link="text"),
    second=words("", LONGEST, link="other"),
    instead=words("", 60, link="instead"),
    word=position("word", first=1, high=MAX_WORDS),
    step=position("step", first=1, high=MAX_WORDS),
    unit=position("unit"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    guess=flag(False, link="guess"),
)
"""Answers to veil: "mood", what the network says in the end; "words" and "networks", what each
word did, and what the other networks say."""


def judged(text: str) -> Judge | None:
    """The question about a text; None if there is no word in it."""
    try:
        return Judge(text)
    except ValueError:
        return None


def another(text: str) -> None:
    """Put in another sentence: the selected step and word no longer mean anything."""
    STATE["text"] = text
    restart()


def restart() -> None:
    """Forget what was selected in the sentence before."""
    reset(STATE, "word", "step", "instead", "kept")
