"""The controls of the page "Caption a photo"."""

from __future__ import annotations

import streamlit as st

from seqdemo.demos.captioner.page import state
from seqdemo.demos.captioner.page.state import CHOICES, METHODS, VIEWS, key
from seqdemo.demos.captioner.query import BEST_LENGTH_PENALTY, BEST_WIDTH, MAX_WIDTH


def view() -> None:
    """With attention, without, or both."""
    st.segmented_control(
        "Network",
        list(VIEWS),
        key=CHOICES.drawn("view"),
        format_func=lambda name: VIEWS[name],
        label_visibility="collapsed",
        required=True,
        on_change=state.restart,
        help="With attention, the network looks at the photo anew before every word. Without, "
        "it looks once, before the first word.",
    )


def choosing() -> None:
    """How the words are chosen: the controls behind a button."""
    # It runs the page when it is opened: its controls are mounted then, and told what they say. Its
    # name stays the same, or Streamlit would take it for another one, which is closed.
    chooser = st.popover(
        "How it chooses",
        key=key("choosing"),
        on_change="rerun",
        help="Search, greedy or by chance; beam width, length penalty, temperature",
    )
    if not chooser.open:
        return
    with chooser:
        st.segmented_control(
            "How words are chosen",
            list(METHODS),
            key=CHOICES.drawn("method"),
            format_func=lambda name: METHODS[name],
            required=True,
            on_change=state.restart,
            help="Search keeps several sentences going and takes the best in the end. Greedy "
            "takes the likeliest word every time. By chance draws each word by its probability.",
        )
        method = CHOICES["method"]
        if method == "beam":
            _beam()
        elif method == "chance":
            _chance()
        else:
            st.caption("There is nothing to set: greedy is a search of width 1.")


def _beam() -> None:
    st.slider(
        "Beam width, sentences",
        2,
        MAX_WIDTH,
        key=CHOICES.drawn("width"),
        on_change=state.restart,
        help=f"How many sentences go on at each word. {BEST_WIDTH} was best on photos it was not "
        "trained on.",
    )
    st.slider(
        "Length penalty",
        0.0,
        2.0,
        step=0.1,
        key=CHOICES.drawn("penalty"),
        on_change=state.restart,
        help="A sentence's score is its log-probability, in nats, divided by its length to this "
        "power. 0 favours short sentences, 1 compares means over the words, more favours long "
        f"ones. {BEST_LENGTH_PENALTY} was best on photos it was not trained on.",
    )


def _chance() -> None:
    st.slider(
        "Temperature",
        0.0,
        2.0,
        step=0.05,
        key=CHOICES.drawn("temperature"),
        on_change=state.restart,
        help="Divides the network's scores before a word is drawn. Low is careful, 1 is as "
        "trained, high is wild; 0 always takes the likeliest word.",
    )
    st.number_input(
        "Seed",
        0,
        999_999,
        key=CHOICES.drawn("seed"),
        step=1,
        on_change=state.restart,
        help="The luck of the draw: the same seed gives the same sentence",
    )
    st.button("new seed", on_click=state.roll, help="Another seed: another sentence")
