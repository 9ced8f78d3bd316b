"""Controls above the text of "Write Shakespeare"."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import guess_first
from seqdemo.app.page import note_line
from seqdemo.demos.shakespeare.page import state
from seqdemo.demos.shakespeare.page.state import STATE
from seqdemo.demos.shakespeare.prompt import clean

LONGEST_SCORED = 2_000
# As long as each other, or what one chooses them with would move: a line beside the menu.
INTRO = "A network that has read only Shakespeare, letter by letter. "
INTROS = {
    "write": "**Click any letter**: what was it thinking? Choose another.",
    "compare": "Two texts with the same luck: where do they part?",
    "score": "Give it your own words: **click a letter** that surprised it.",
    "learn": "Drag the slider: what did it write when it had hardly begun?",
}


def intro() -> str:
    """What can be done here, in two sentences."""
    return INTRO + INTROS[STATE["mode"]]


def mode() -> str:
    """What to do on this page."""
    STATE.draw(
        st.segmented_control, "mode", "What to do", label_visibility="collapsed", required=True
    )
    return str(STATE["mode"])


def opening() -> None:
    """Opening words, network, temperature, seed; the rest behind a button: the text matters."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        STATE.draw(
            st.text_area,
            "prompt",
            "Opening words",
            height=68,
            width="stretch",
            on_change=state.restart,
            help="The network reads them, then goes on. "
            "A name in capitals and a colon opens a speech.",
        )
        cell_control("cell", "Network", "Which trained network writes")
        STATE.draw(
            st.slider,
            "temperature",
            "Temperature",
            width=150,
            on_change=state.restart,
            help="Divides the network's scores. Low is careful, 1 is as trained, high is wild; "
            "0 always takes the likeliest character.",
        )
        _seed()
        STATE.draw(st.toggle, "more", "More", help="Shows top-p, top-k, length and pace")
        if STATE["mode"] == "write":
            guess_first.switch(STATE)
    # Always there, if empty: an element that comes and goes would mount the text anew.
    with st.container():
        if STATE["more"]:
            _more()


def _seed() -> None:
    STATE.draw(
        st.number_input,
        "seed",
        "Seed",
        on_change=state.restart,
        width=155,
        help="The luck of the draw: the same seed gives the same text",
    )
    if "seed" not in STATE.rules.hide:
        st.button(
            "new text" if STATE.simple else "new",
            on_click=state.roll,
            disabled=STATE.locks("seed"),
            help="Another seed: another text",
        )


def _more() -> None:
    """Controls that fewer visitors need."""
    columns = st.columns(4)
    STATE.draw(
        columns[0].slider,
        "top_p",
        "Top-p",
        on_change=state.restart,
        help="Draw only from the likeliest characters that together hold this share; 1 is off",
    )
    STATE.draw(
        columns[1].number_input,
        "top_k",
        "Top-k",
        on_change=state.restart,
        help="Draw only from this many of the likeliest characters; 0 is off",
    )
    STATE.draw(
        columns[2].number_input,
        "length",
        "Length, characters",
        help="How much to write; “Write on” adds more",
    )
    STATE.draw(
        columns[3].selectbox,
        "pace",
        "Pace",
        help="Full speed, or slow enough to watch it write",
    )


def cell_control(name: str, label: str, words: str) -> None:
    """A choice of network."""
    STATE.draw(
        st.segmented_control, name, label, required=True, on_change=state.restart, help=words
    )


def second() -> None:
    """What differs in the second of two texts."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        cell_control("other_cell", "Second text: network", "Same opening, same luck")
        STATE.draw(st.slider, "other_temperature", "Second text: temperature", width=280)


def own_text() -> str:
    """The reader's own text, as the network reads it; blank if there is nothing to read."""
    words, network = st.columns([8, 3], vertical_alignment="bottom")
    STATE.draw(
        words.text_area,
        "scored",
        "Your text",
        height=130,
        help="Paste anything: the network reads it and says how surprising each character is",
    )
    with network:
        cell_control("cell", "Network", "Which trained network reads")
    read = clean(STATE["scored"], state.vocabulary(), LONGEST_SCORED)
    note_line(read.note)
    return read.text
