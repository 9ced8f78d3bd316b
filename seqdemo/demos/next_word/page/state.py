"""Page state: the table of choices of "The next word"."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from seqdemo.app.choice import Choice, flag, number, one_of, position, words
from seqdemo.app.open_cell import kept_choice
from seqdemo.app.page_state import ADDRESS, PageState
from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.seed_sentence import AFTER, BEFORE, FIRST
from seqdemo.demos.next_word.stories import CLOSINGS, MAX_DISTANCE
from seqdemo.web.messages import Rerun

NAME = "next_word"
VIEWS = {
    "keyboard": "As you type",
    "blank": "Fill a blank",
    "memory": "Long memory",
    "agreement": "Singular or plural",
}
NETWORKS = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
"""The three of one size that only have to remember."""

KINDS = {
    "language": "language",
    "nationality": "nationality",
    "capital": "capital",
    "country": "the country itself",
}
LONGEST, LONGEST_LINE = 2_000, 400
"""Characters of a text."""

TYPING, BELOW = f"{NAME}.typing", f"{NAME}.below"
"""Keys of two fragments: a letter runs the first one, a rest the second one too."""

_MATTERS = {
    "keyboard": ("text", "at", "unit", "opened", "kept"),
    "blank": ("before", "after"),
    "memory": ("country", "kind", "closing", "distance", "fillers", "seed"),
    "agreement": ("subject",),
}


def _text(default: str, link: str) -> Choice:
    """A text that no Streamlit control shows."""
    return replace(words(default, LONGEST, link=link), widget=None)


STATE = PageState(
    NAME,
    parts=("ngram", "surprise", "unroll", "downloads", "curve"),
    answers=("guesses",),
    inside=("ngram", "seed", "opened", "kept", "unit"),
    view=one_of(VIEWS, "keyboard", link="view"),
    text=_text(FIRST, "text"),
    at=position("at", first=1, high=1_000),
    unit=position("unit"),
    opened=flag(False, link="open"),
    kept=kept_choice(),
    before=words(BEFORE, LONGEST_LINE, link="before"),
    after=words(AFTER, LONGEST_LINE, link="after"),
    country=one_of([c.country for c in COUNTRIES], "Italy", link="country"),
    kind=one_of(KINDS, "language", link="ask"),
    closing=number(0, 0, max(len(kind) for kind in CLOSINGS.values()) - 1, link="closing"),
    distance=number(20, 0, MAX_DISTANCE, link="words", step=1),
    fillers=words("", LONGEST, link="between"),
    seed=number(1, 0, 999_999, link="seed", step=1),
    subject=words("The keys to the old cabinet near the window", LONGEST_LINE, link="subject"),
    guess=flag(False, link="guess"),
)
"""To veil: "guesses", what the networks say; not in "Fill a blank"."""

_REVISION = STATE.key("#revision")


def revision() -> int:
    """How often Python has put another text into the box."""
    return int(st.session_state.setdefault(_REVISION, 0))


def push(text: str) -> Rerun:
    """Put another text into the box, in a callback: the browser takes it over."""
    STATE["text"], STATE["at"], STATE["kept"] = text[:LONGEST], None, ()
    st.session_state[_REVISION] = revision() + 1
    return [TYPING, BELOW, ADDRESS]


def link() -> dict[str, str]:
    """Query parameters that bring back what is on screen."""
    return STATE.link("view", "guess", *_MATTERS[STATE["view"]])
