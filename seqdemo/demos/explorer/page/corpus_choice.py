"""Which corpus is searched: what a network makes by itself, or real text where there is some."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from seqdemo.core.datasets import at_hand
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import CHOICES, CORPORA, value

CorpusKind = Literal["own", "text"]
DATA_SET = "shakespeare"
FETCH = f"`seqdemo fetch {DATA_SET}`"

_WORDS = {
    "shakespeare": "100,000 characters the network writes by itself, always the same",
    "word_reader": "16,000 words drawn by the generator, always the same",
    "file": "the file itself",
}
REAL = (
    "100,000 characters of Shakespeare's own text, from the last tenth of Tiny Shakespeare, "
    "on which no network was trained"
)


def text_is_there() -> bool:
    """Whether the real text is on this machine, whole."""
    return at_hand(DATA_SET) is not None


def corpus_kind(explored: Explored) -> CorpusKind:
    """Which corpus is searched: the one the visitor asks for, if it is there."""
    wanted = explored.name == "shakespeare" and value("corpus") == "text"
    return "text" if wanted and text_is_there() else "own"


def corpus_words(explored: Explored) -> str:
    """What is searched, in words."""
    return REAL if corpus_kind(explored) == "text" else _WORDS[explored.name]


def choose_corpus(explored: Explored) -> None:
    """The choice where there is one; else a sentence on how to get one."""
    # A container in every case: what stands below must keep its place.
    with st.container(horizontal=True, vertical_alignment="center"):
        if explored.name != "shakespeare":
            return
        if text_is_there():
            _choice()
        elif value("corpus") == "text":
            st.info(
                "This link asks for Shakespeare's own text, which is not on this machine. Below "
                "stands what the network writes by itself. To get the text, run "
                f"{FETCH} where this app runs."
            )
        else:
            st.caption(
                f"Corpus: {_WORDS['shakespeare']}. To search Shakespeare's own text instead, run "
                f"{FETCH} where this app runs."
            )


def _choice() -> None:
    st.caption("Corpus:", width="content")
    st.segmented_control(
        "Corpus",
        list(CORPORA),
        key=CHOICES.drawn("corpus"),
        format_func=lambda name: CORPORA[name],
        label_visibility="collapsed",
        required=True,
        help=f"What is searched and measured below: {_WORDS['shakespeare']}, or {REAL}",
    )
