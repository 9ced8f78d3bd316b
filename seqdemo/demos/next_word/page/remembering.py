"""View "Long memory": a country and words between."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from seqdemo.app.guess_first import guess_first
from seqdemo.app.markdown import literal
from seqdemo.app.page import network_errors, note_line
from seqdemo.app.sections import CHART, picture
from seqdemo.app.typed_line import typed_line
from seqdemo.core.percent import percent
from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.daily import filler_sentences
from seqdemo.demos.next_word.page import answers, below
from seqdemo.demos.next_word.page.bars import word_bars
from seqdemo.demos.next_word.page.questions import word_question
from seqdemo.demos.next_word.page.state import LONGEST, NETWORKS, STATE
from seqdemo.demos.next_word.stories import (
    CLOSINGS,
    Fillers,
    Story,
    story,
)
from seqdemo.demos.next_word.words import ENDS_SENTENCE, is_word, tokens_of, written
from seqdemo.views.gradient_plot import gradient_plot
from seqdemo.views.survival_curve import survival_curve
from seqdemo.web.passages import Passage, passages

BLANK = r"\_\_\_"


def show() -> None:
    """Draw the view."""
    _controls()
    told = asked()
    text = written(told.before)
    with picture("story"), st.container(border=True):
        st.markdown(f"{literal(text)} **{BLANK}**")
    with network_errors():
        note_line(answers.unknown_in_words(told.fillers))
        if not guess_first(STATE, "guesses", word_question(text, "lstm", told.answer)):
            _guesses(text, told)
            _reach(text, told)
        if not STATE.hides("curve"):
            _curve(_words_between(told))


def asked(name: str = "") -> Story:
    """The story that is asked about, or the same of another country."""
    country = next(c for c in COUNTRIES if c.country == (name or STATE["country"]))
    kind = STATE["kind"]
    closing = int(STATE["closing"]) % len(CLOSINGS[kind])
    return story(0, country, kind, closing, _between())


def _between() -> tuple[str, ...]:
    """The visitor's own words, or sentences of as many words as the slider says."""
    own = tokens_of(str(STATE["fillers"])[:LONGEST])
    if own:
        return (*own, *(() if own[-1] in ENDS_SENTENCE else (".",)))
    rng = np.random.default_rng(int(STATE["seed"]))
    return _fillers().draw(int(STATE["distance"]), rng)


@lru_cache(maxsize=1)
def _fillers() -> Fillers:
    return Fillers(filler_sentences(3_000, seed=77))


def _words_between(told: Story) -> int:
    return sum(is_word(token) for token in told.fillers)


def _controls() -> None:
    first, second, third, fourth = st.columns([2, 2, 3, 3], vertical_alignment="bottom")
    with first:
        STATE.draw(st.selectbox, "country", "I grew up in …")
    with second:
        STATE.draw(st.selectbox, "kind", "Asked for", on_change=_another)
    with third:
        STATE.draw(
            st.slider,
            "distance",
            "Words between",
            disabled=bool(str(STATE["fillers"]).strip()),
            help="Sentences that have nothing to do with the country stand between",
        )
    with fourth, st.container(horizontal=True):
        st.button("other sentences", on_click=_roll, disabled=STATE.locks("seed"))
        st.button("other question", on_click=_next_closing, disabled=STATE.locks("closing"))
    typed_line(
        STATE,
        "fillers",
        "Or write between yourself",
        LONGEST,
        placeholder="or your own words: name another country",
        label_visibility="collapsed",
    )


def _another() -> None:
    STATE["closing"] = 0


def _roll() -> None:
    STATE["seed"] = (int(STATE["seed"]) * 48_271 + 11) % 1_000_000


def _next_closing() -> None:
    STATE["closing"] = (int(STATE["closing"]) + 1) % len(CLOSINGS[STATE["kind"]])


def _guesses(text: str, told: Story) -> None:
    for column, (network, name) in zip(st.columns(3), NETWORKS.items(), strict=True):
        with column:
            shown = _likeliest(text, network)
            st.markdown(f"**{name}** {_verdict(shown[0][0], told, network)}")
            word_bars(shown, f"{name}: likeliest words", told.answer)


def _likeliest(text: str, network: str) -> list[tuple[str, float]]:
    p = answers.chances(text, network)
    return [(answers.lexicon().shown(int(word)), float(p[word])) for word in np.argsort(-p)[:4]]


def _verdict(said: str, told: Story, network: str) -> str:
    """Whether it remembers: not so if it gives the same answer of another country."""
    if said.lower() != told.answer.lower():
        return "does not know"
    other = next(c.country for c in COUNTRIES if asked(c.country).answer != told.answer)
    if _likeliest(written(asked(other).before), network)[0][0] == said:
        return f"says so of {other}, too"
    return "remembers"


def _reach(text: str, told: Story) -> None:
    """Gradient of the right answer to every word, a line and a passage a network."""
    read = len(answers.read(text, "lstm"))
    tokens = ("start", *told.before)[-read:]
    here = next((n for n, token in enumerate(tokens) if token == STATE["country"]), 0)
    rows, norms = [], {}
    for network, name in NETWORKS.items():
        found = answers.gradients(text, network, told.answer)
        norms[network] = found.states[-1]
        share = found.norms / max(float(found.norms.max()), 1e-30)
        rows.append(
            Passage(
                tokens, share, name, f"{STATE['country']}: {percent(float(share[here]))}", now=here
            )
        )
    st.markdown(f"**How much would *{literal(told.answer)}* change, were a word changed?**")
    passages(rows, key=STATE.key("reach"), signed=False, joined=False)
    st.caption(
        "Colour: length of the gradient of the answer's log-probability by each word, as a share "
        "of the largest one in that row. The number is the share of the country."
    )
    figure = gradient_plot(norms, len(tokens) - 1, 0, NETWORKS)
    figure.add_vline(x=here - len(tokens) + 1, line={"dash": "dot", "color": "#888"})
    st.plotly_chart(figure, key=STATE.key("gradient"), config=CHART)
    below.explorer_link("Look into the LSTM's state while it reads this story", "lstm", text)
    st.caption(f"The dotted line is where *{literal(str(STATE['country']))}* was read.")


def _curve(distance: int) -> None:
    shares, spread = below.curves("country_by_distance")
    st.markdown("**Right answers, by words between**")
    across = "words between country and question"
    figure = survival_curve(shares, NETWORKS, across, distance, spread)
    st.plotly_chart(figure, key=STATE.key("curve"), config=CHART)
    st.caption(
        f"{len(CLOSINGS) * len(COUNTRIES)} stories at each distance, "
        "with questions no network was trained on after that country, and sentences between that "
        "none was trained on. Right means that the answer is the likeliest of all words."
    )
    st.caption(below.how_trained())
