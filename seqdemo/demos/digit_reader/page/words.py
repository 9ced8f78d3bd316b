"""Why it cannot read words: what does not fit, and what it costs."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks
from seqdemo.app.page import network_errors
from seqdemo.app.page_state import ADDRESS
from seqdemo.app.sections import CHART, picture
from seqdemo.demos.digit_reader.cost import LONGEST, feed_forward_weights, recurrent_weights
from seqdemo.demos.digit_reader.examples import NETWORK
from seqdemo.demos.digit_reader.page import state
from seqdemo.demos.digit_reader.page.state import MOST, NAME, STATE
from seqdemo.handwriting.grids import CELLS, encode
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES
from seqdemo.web.letters import letters
from seqdemo.web.reruns import fragment

WORDS = f"{NAME}.words"
"""Key of the fragment that a stroke in the word runs again."""


def head() -> None:
    """Heading, and whether the grids are fed to it all the same."""
    if not STATE.hides("words"):
        st.header("Now let it read a word", anchor="words")
        STATE.draw(st.toggle, "fed", "Feed the grids below to it all the same")


@fragment(WORDS)
def section() -> None:
    """Four grids for a network that has room for one."""
    if STATE.hides("words"):
        return
    with picture("words"):
        letters(
            state.word(),
            on_draw=lambda: [WORDS, ADDRESS],
            most=MOST,
            noun="letter",
            fragment=WORDS,
        )
        grids = STATE["word"]
        with network_errors():
            _does_not_fit(len(grids))
    _cost()
    st.page_link(
        "pages/word_reader.py",
        label="Give the same drawing to a network that remembers →",
        query_params={"w": encode(grids)},
    )


def _does_not_fit(count: int) -> None:
    card = networks.card(NAME, NETWORK)
    hidden = card["config"]["hidden_size"]
    numbers = count * CELLS
    if count == 1:
        st.markdown("One grid is 49 numbers, and it has 49 inputs: that fits. Add a letter.")
        return
    st.markdown(
        f"{count} grids are {count} × 49 = **{numbers} numbers**, but its first matrix is "
        f"{hidden} × **49**: there are no weights for the other {numbers - CELLS}. A finer sheet "
        "fares no better: an 8×8 grid is 64 numbers."
    )
    if STATE["fed"]:
        st.markdown(
            f"PyTorch answers, to {numbers} numbers and to 64:\n\n> {refusal(numbers)}\n\n"
            f"> {refusal(64)}"
        )


@st.cache_data(show_spinner=False)
def refusal(numbers: int) -> str:
    """What PyTorch says when the network is given so many numbers; "" if they fit."""
    import torch

    model = networks.thinking(NAME, NETWORK)
    try:
        model.hidden(torch.zeros(1, numbers))
    except RuntimeError as error:
        return str(error)
    return ""


def _cost() -> None:
    hidden = networks.card(NAME, NETWORK)["config"]["hidden_size"]
    lengths = list(range(1, LONGEST + 1))
    single = [feed_forward_weights(length, hidden) for length in lengths]
    shared = recurrent_weights(hidden)
    st.markdown(
        "**One network for each length of word?** It could be done: twelve networks, "
        f"**{sum(single):,} weights** in all. And the one for four letters learns nothing from "
        "words of five: an *a* in third place is another *a* to it than one in second place. "
        f"A recurrent network of as many units has **{shared:,} weights**, and reads words "
        "of any length with them, one grid at a time."
    )
    figure = go.Figure()
    figure.add_bar(
        x=lengths,
        y=single,
        name="a feed-forward network for words of this length",
        marker={"color": IDENTITIES[0], "cornerradius": 3},
        hovertemplate="%{x} letters: %{y:,} weights<extra></extra>",
    )
    figure.add_scatter(
        x=lengths,
        y=[shared] * LONGEST,
        name="one recurrent network for all of them",
        mode="lines",
        line={"color": IDENTITIES[1], "width": 3},
        hovertemplate="any length: %{y:,} weights<extra></extra>",
    )
    figure.update_layout(
        height=280,
        margin={"l": 10, "r": 10, "t": 36, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    figure.update_xaxes(title="letters in the word", dtick=1)
    figure.update_yaxes(title="weights")
    st.plotly_chart(figure, key=f"{NAME}.cost", config=CHART)
