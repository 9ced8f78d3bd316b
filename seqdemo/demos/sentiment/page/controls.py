"""Controls above the picture: network, sentence, ready sentences."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import guess_first, sections
from seqdemo.app.markdown import literal
from seqdemo.app.page import note_line
from seqdemo.core.character_names import named
from seqdemo.demos.sentiment import shipped
from seqdemo.demos.sentiment.examples import SENTENCES
from seqdemo.demos.sentiment.page import readings, state
from seqdemo.demos.sentiment.page.state import STATE
from seqdemo.demos.sentiment.query import MAX_WORDS, Judge
from seqdemo.demos.sentiment.tokens import tokens

SHOWN = 8
"""Unknown words that are named."""


def row() -> None:
    """Which network; ready sentences; one to type."""
    with sections.tools(gap="small"):
        STATE.draw(
            st.segmented_control,
            "cell",
            "Network",
            label_visibility="collapsed",
            required=True,
            help="Which trained network reads",
        )
        if not STATE.hides("presets"):
            _presets()
        guess_first.switch(STATE)
    STATE.draw(
        st.text_input,
        "text",
        "A sentence to read",
        on_change=state.restart,
        placeholder="type a sentence…",
        label_visibility="collapsed",
    )


def _presets() -> None:
    # On a phone above the sentence: below it, a longer one pushed them from under the finger.
    with sections.first_controls(gap="small"):
        for name, text in SENTENCES.items():
            st.button(name, on_click=state.another, args=(text,), help=text)


def note(asked: Judge) -> None:
    """Say what of a sentence is not known or not read; what stands below must not jump."""
    note_line(remarks(asked))


def remarks(asked: Judge) -> str:
    """What of a sentence is not known, not read, or not what the networks were trained on."""
    return " ".join((*_unread(asked), *_unknown(asked)))


def _unread(asked: Judge) -> list[str]:
    count = len(tokens(asked.text)) if len(asked.text) < 1_000_000 else len(asked.text.split())
    if count <= MAX_WORDS:
        return []
    return [f"Reads the first {MAX_WORDS} of {count:,} words and marks; the text stays as it is."]


def _unknown(asked: Judge) -> list[str]:
    unknown = readings.unknown_words(asked)
    if not unknown:
        return []
    shown = (word[:40] if word.isprintable() else named(word) for word in unknown[:SHOWN])
    words = ", ".join(map(literal, shown))
    more = f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else ""
    known, read = shipped.known_words(), shipped.known_words().read(asked.tokens)
    few = sum(piece.number > 0 for piece in read) < len(read) / 2
    english = " The networks know English only, so this is hardly more than a guess." if few else ""
    return [f"Not among the {len(known):,} words it knows: {words}{more}.{english}"]
