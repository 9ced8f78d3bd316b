"""The controls of the page "Caption a photo"."""

from __future__ import annotations

import streamlit as st

from seqdemo.demos.captioner.page import state
from seqdemo.demos.captioner.page.state import STATE
from seqdemo.demos.captioner.query import BEST_LENGTH_PENALTY, BEST_WIDTH


def view() -> None:
    """With attention, without, or both."""
    STATE.draw(
        st.segmented_control,
        "view",
        "Network",
        label_visibility="collapsed",
        required=True,
        on_change=state.restart,
        help="With attention, the network looks at the photo anew before every word. Without, "
        "it looks once, before the first word.",
    )


def choosing() -> None:
    """How the words are chosen: the controls behind a button."""
    if STATE.hides("choosing"):
        return
    # It runs the page when it is opened: its controls are mounted then, and told what they say. Its
    # name stays the same, or Streamlit would take it for another one, which is closed.
    chooser = st.popover(
        "How it chooses",
        key=STATE.key("choosing"),
        on_change="rerun",
        help="Search, greedy or by chance; beam width, length penalty, temperature",
    )
    if chooser.open:
        with chooser:
            _chooser()


def _chooser() -> None:
    STATE.draw(
        st.segmented_control,
        "method",
        "How words are chosen",
        required=True,
        on_change=state.restart,
        help="Search keeps several sentences going and takes the best in the end. Greedy "
        "takes the likeliest word every time. By chance draws each word by its probability.",
    )
    if STATE["method"] == "beam":
        _beam()
    elif STATE["method"] == "chance":
        _chance()
    else:
        st.caption("There is nothing to set: greedy is a search of width 1.")


def _beam() -> None:
    STATE.draw(
        st.slider,
        "width",
        "Beam width, sentences",
        on_change=state.restart,
        help=f"How many sentences go on at each word. {BEST_WIDTH} was best on photos it was not "
        "trained on.",
    )
    STATE.draw(
        st.slider,
        "penalty",
        "Length penalty",
        on_change=state.restart,
        help="A sentence's score is its log-probability, in nats, divided by its length to this "
        "power. 0 favours short sentences, 1 compares means over the words, more favours long "
        f"ones. {BEST_LENGTH_PENALTY} was best on photos it was not trained on.",
    )


def _chance() -> None:
    STATE.draw(
        st.slider,
        "temperature",
        "Temperature",
        on_change=state.restart,
        help="Divides the network's scores before a word is drawn. Low is careful, 1 is as "
        "trained, high is wild; 0 always takes the likeliest word.",
    )
    STATE.draw(
        st.number_input,
        "seed",
        "Seed",
        on_change=state.restart,
        help="The luck of the draw: the same seed gives the same sentence",
    )
    if not STATE.hides("seed"):
        st.button(
            "new seed",
            on_click=state.roll,
            disabled=STATE.locks("seed"),
            help="Another seed: another sentence",
        )
