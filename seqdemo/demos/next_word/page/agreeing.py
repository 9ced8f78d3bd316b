"""View "Singular or plural": verbs and their far subjects."""

from __future__ import annotations

import streamlit as st

from seqdemo.app.guess_first import guess_first
from seqdemo.app.page import network_errors, note_line
from seqdemo.app.sections import CHART
from seqdemo.app.typed_line import typed_line
from seqdemo.demos.next_word.page import answers, below
from seqdemo.demos.next_word.page.bars import word_bars
from seqdemo.demos.next_word.page.questions import verb_question
from seqdemo.demos.next_word.page.state import LONGEST_LINE, NETWORKS, STATE
from seqdemo.demos.next_word.words import tokens_of
from seqdemo.views.survival_curve import survival_curve

EXAMPLES = {
    "none between": "The keys",
    "one": "The keys to the old cabinet",
    "two": "The keys to the old cabinet near the window",
    "three": "The keys to the old cabinet near the window behind the table",
    "the other way": "The key to the old cabinets near the windows",
}
PAIRS = (("is", "are"), ("was", "were"), ("has", "have"))


def show() -> None:
    """Draw the view."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Nouns between subject and verb:", width="content")
        for name, text in EXAMPLES.items():
            st.button(name, key=STATE.key(f"#agree.{name}"), on_click=_put, args=(text,))
    subject = typed_line(STATE, "subject", "A sentence up to its verb", LONGEST_LINE)
    text = " ".join(tokens_of(subject))
    with network_errors():
        note_line(answers.unknown_in_words(tokens_of(subject)))
        if text and not guess_first(STATE, "guesses", verb_question(text, PAIRS[0])):
            _verbs(text)
        elif not text:
            st.info("Write a subject, such as *The keys to the old cabinet*.")
        if not STATE.hides("curve"):
            _curve()


def _put(text: str) -> None:
    STATE["subject"] = text


def _verbs(text: str) -> None:
    known = answers.lexicon()
    for column, (network, name) in zip(st.columns(3), NETWORKS.items(), strict=True):
        p = answers.chances(text, network)
        with column:
            st.markdown(f"**{name}**")
            for pair in PAIRS:
                one, many = (float(p[known.number(verb)]) for verb in pair)
                total = max(one + many, 1e-30)
                shares = [(pair[0], one / total), (pair[1], many / total)]
                word_bars(shares, f"{name}: {pair[0]} or {pair[1]}")
    st.caption("Of both forms of a verb, the share of each.")
    below.explorer_link("Look into the LSTM's state while it reads this", "lstm", text)


def _curve() -> None:
    shares, spread = below.curves("agreement")
    st.markdown("**The right form is likelier, by nouns between that are of the other number**")
    figure = survival_curve(shares, NETWORKS, "nouns between subject and verb", None, spread)
    st.plotly_chart(figure, key=STATE.key("agreement"), config=CHART)
    st.caption(
        "300 sentences each, from frames; no network was trained on these nouns beside each other. "
        "One half is what a coin would get."
    )
    st.caption(below.how_trained())
