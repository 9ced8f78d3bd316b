"""The digit to draw, and the whole network with its values."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import streamlit as st

from seqdemo.app import sections
from seqdemo.app.guess_first import Question, guess_first, switch
from seqdemo.app.page import network_errors
from seqdemo.app.page_state import ADDRESS
from seqdemo.core.card_file import CheckpointError
from seqdemo.core.percent import percent
from seqdemo.core.trace import Trace
from seqdemo.demos.digit_reader.examples import READY
from seqdemo.demos.digit_reader.page import state
from seqdemo.demos.digit_reader.page.state import ANSWER, NAME, STATE
from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.views.feed_forward import FeedForward, feed_forward_picture, weight_picture
from seqdemo.views.palette import DARK, LIGHT, Palette
from seqdemo.views.signed import signed
from seqdemo.web.letters import letters
from seqdemo.web.reruns import fragment

PICTURE, NETWORK = f"{NAME}.picture", f"{NAME}.network"
"""Keys of the fragments that a stroke runs again."""

PATTERNS = 8
"""Hidden units whose weights are shown."""


@fragment(PICTURE)
def picture() -> None:
    """The grid to draw in, and what the network says."""
    with network_errors(), sections.picture("digit"):
        left, right = st.columns([5, 4], vertical_alignment="center")
        with left:
            letters(
                state.digit(),
                on_draw=lambda: [PICTURE, NETWORK, ADDRESS],
                most=1,
                noun="digit",
                fragment=PICTURE,
            )
        with right:
            _said(seen_of(state.reading()))


def presets() -> None:
    """Ready digits."""
    if STATE.hides("presets"):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name, drawing in READY.items():
            st.button(name, on_click=_show, args=(drawing,), help=f"Draw a {name}")
        st.caption("or draw your own below. What turns a 3 into an 8? Try it.")
        switch(STATE)


def _show(drawing: str) -> None:
    state.digit().push((drawing,))


def seen_of(trace: Trace) -> FeedForward:
    """The one step of a trace as the picture shows it."""
    assert trace.logits is not None
    scores = np.exp(trace.logits[0] - trace.logits[0].max())
    return FeedForward(
        cells=trace.extras["grids"][0],
        units=trace.layers[0].hidden[0],
        chances=scores / scores.sum(),
        weights_in=trace.extras["weights_in"][0],
        weights_out=trace.extras["weights_out"][0],
        classes=trace.classes,
    )


def _said(seen: FeedForward) -> None:
    if STATE["drawing"][0] == BLANK:
        st.markdown("### Nothing is drawn yet")
        return
    if guess_first(STATE, "picture", question(seen), fragment=PICTURE):
        return
    order = np.argsort(-seen.chances)
    best, second = (f"{seen.classes[n]}" for n in order[:2])
    st.markdown(f"## {best} \u00a0 {percent(seen.chances[order[0]])}")
    st.markdown(
        f"Second is **{second}** with {percent(seen.chances[order[1]])}. One look, one answer: "
        "it does not know what you drew before."
    )


def question(seen: FeedForward) -> Question:
    """What the visitor guesses: which digit it will read."""
    return Question(
        about=encode(STATE["drawing"]),
        words="Which digit will the network say?",
        chances=lambda: dict(zip(seen.classes, map(float, seen.chances), strict=True)),
        bars=seen.classes,
    )


def ask() -> None:
    """Which output's lines are drawn; it stands in the address, so not in a fragment."""
    if _shown():
        STATE.draw(
            st.segmented_control,
            "ask",
            "Lines to",
            required=True,
            help="Which output's votes the lines show",
            width="content",
        )


def _shown() -> bool:
    return not (STATE.hides("picture") or STATE.veils("picture"))


@fragment(NETWORK)
def network() -> None:
    """The network with its values."""
    if not _shown():
        return
    with suppress(CheckpointError):  # beside the grid it says why there is nothing to see
        _network(seen_of(state.reading()))


def _network(seen: FeedForward) -> None:
    palette = DARK if st.context.theme.type == "dark" else LIGHT
    asked = STATE["ask"]
    chosen = int(seen.chances.argmax()) if asked == ANSWER else seen.classes.index(asked)
    with sections.picture("network"):
        st.html(feed_forward_picture(seen, chosen, palette))
    st.caption(
        f"Lines: what speaks for **{seen.classes[chosen]}** (orange) and against it (blue), the "
        "wider the more; the strongest are drawn. A line's strength is a value times a weight; an "
        "output is the sum over all 400 units, plus a number of its own, its bias."
    )
    if not STATE.hides("patterns"):
        _patterns(seen, chosen, palette)


def _patterns(seen: FeedForward, chosen: int, palette: Palette) -> None:
    st.markdown(
        f"**The {PATTERNS} units that say most about {seen.classes[chosen]}**, and the "
        "cells each looks for: orange cells push it up when they are inked, blue ones down."
    )
    votes, side = seen.votes(chosen), seen.cells.shape
    cards = []
    for unit in seen.loudest(chosen, PATTERNS):
        words = f"weights of unit {unit} to the 49 cells"
        image = weight_picture(seen.weights_in[unit].reshape(side), palette, words)
        cards.append(
            f'<div style="text-align:center;font-size:13px">{image}<div>unit {unit}: '
            f'{signed(seen.units[unit])}</div><div style="color:{palette.soft}">adds '
            f"{signed(votes[unit])}</div></div>"
        )
    row = "display:grid;grid-template-columns:repeat(auto-fill,114px);gap:18px 8px"
    st.html(f'<div style="{row}">{"".join(cards)}</div>')
