"""Below the unroll on the page "Read a word": comparison, downloads, and the network's card."""

from __future__ import annotations

import streamlit as st
from PIL.Image import Image

from seqdemo.app import networks
from seqdemo.core.trace import CellKind, Trace
from seqdemo.core.trace_file import trace_bytes, trace_csv
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.page import state
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.views.state_path import distance_bars, distances, state_paths
from seqdemo.views.unroll_picture import PictureColumn, percent, png, unroll_picture

MEASURES = {
    "word_accuracy": "words right",
    "noisy_word_accuracy": "words right, two wrong cells in every letter",
    "anagram_accuracy": "anagram pairs told apart",
    "held_out_hand_accuracy": "words right, letter shapes never seen",
    "letter_accuracy": "letters right",
    "confident_wrong": "non-words called a word, 90 % sure or more",
}
GUIDE = """
- **One column is one moment.** At the bottom the letter the network sees now, on top the words it
  thinks this may become. It never sees two letters at once.
- **The coloured tile is its memory**, the *hidden state* h: 196 numbers between −1 (blue) and
  +1 (orange). Each number is one *unit*. Click a unit to follow it through the word, and to see the
  sum it computed; h′ is the state one step before.
- **The arrow between tiles** hands the state on. All the network knows of earlier letters comes
  through it. "Still remembers" asks each state which letters are in there.
- **RNN, GRU, LSTM** are three kinds of cell, three ways to mix old and new. A plain RNN rewrites
  its state at every letter; a GRU and an LSTM have *gates* that can keep a unit as it is.
- **In the equations** x is what comes in, h′ the state before; W, U and b were learned in training;
  σ squeezes any number into 0 to 1, tanh into −1 to +1. All numbers are of the selected unit.
- **The order of units** only decides which unit stands where. *Alike in all words* puts units
  together that behave alike over all words, *alike in this word* looks at this one only; *by when
  they peak* sorts them anew for every drawing.
- **To draw**, drag. A click on ink takes it away; so do the eraser, the right mouse button, Shift.
"""
CHART = {"displaylogo": False, "displayModeBar": False}


def comparison(asked: ReadWord, trace: Trace | None) -> None:
    """Same letters, another order: put a reading aside and watch the states part."""
    st.subheader("Same letters, another order", anchor="order")
    aside = st.session_state[state.PIN]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "stop comparing" if aside else "keep this word to compare",
            on_click=state.put_aside,
            disabled=trace is None and not aside,
            help="Keeps the reading on screen; then draw, or drag letters to other places by ⠿",
        )
        st.button("said against aids", on_click=state.compare_said_aids)
        st.caption(
            "The second row of tiles is the word you kept. Drag letters by ⠿: the states part."
            if aside
            else "Keep a word, then drag its letters by ⠿ into another order: does the state care?"
        )
    before = state.pinned_trace(asked.cell)
    if trace is None or before is None:
        return
    names = (reading.spelled(trace), reading.spelled(before))
    labels = (f"now: {names[0]}", f"kept: {names[1]}")
    left, right = st.columns(2)
    left.plotly_chart(state_paths(trace, before, labels), key="state_paths", config=CHART)
    right.plotly_chart(distance_bars(trace, before), key="distances", config=CHART)
    if sorted(names[0]) == sorted(names[1]) and names[0] != names[1]:
        st.markdown(
            f"The same letters, yet the last states are **{distances(trace, before)[-1]:.1f}** "
            "apart: a recurrent network remembers the order, not only the letters."
        )
    card = networks.card(state.NAME, asked.cell)
    st.caption(
        "To compare: one word in two hands ends "
        f"{card['distance_same_word']:.1f} apart on average, two unlike words "
        f"{card['distance_other_word']:.1f}. Distances are Euclidean, over "
        f"{card['config']['hidden_size']} units between −1 and +1."
    )


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    with st.expander("What am I looking at?"):
        st.markdown(GUIDE)


def downloads(asked: ReadWord, trace: Trace | None) -> None:
    """The trace as .npz and .csv, the picture as .png; made when asked for."""
    if trace is None:
        return
    name = f"{reading.spelled(trace).replace('?', '_')}-{asked.cell}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Download what you see:")
        st.download_button(
            "trace (.npz)",
            lambda: trace_bytes(trace),
            f"{name}.npz",
            "application/octet-stream",
            on_click="ignore",
            help="Every array of the network, for NumPy: np.load(file)",
        )
        st.download_button(
            "trace (.csv)",
            lambda: trace_csv(trace),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
            help="One row a step and array, one column a unit",
        )
        st.download_button(
            "picture (.png)",
            lambda: png(picture(asked, trace)),
            f"{name}.png",
            "image/png",
            on_click="ignore",
            help="The unrolled network as on screen, on paper colours",
        )


def picture(asked: ReadWord, trace: Trace) -> Image:
    """The reading as a still picture."""
    columns = [
        PictureColumn(grid, letter, guesses)
        for grid, (letter, _), guesses in zip(
            trace.extras["grids"], reading.letters(trace), reading.guesses(trace), strict=True
        )
    ]
    word, p = reading.outcome(trace)
    title = f"{asked.cell.upper()} reads: {word or 'not a word I know'} ({percent(p)})"
    order = state.order_of(asked.cell, trace.layers[-1])
    return unroll_picture(trace, columns, order=order, title=title)


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = networks.card(state.NAME, cell)
    scores = card["metrics"]
    with st.expander(f"About this network: {cell.upper()}, {card['parameters']:,} parameters"):
        st.markdown(
            f"A small eye turns each 7x7 grid into {card['config']['eye_size']} numbers; a "
            f"recurrent layer of {card['config']['hidden_size']} units reads them in order. "
            "Letter, word and what is remembered are each read off the hidden state by one linear "
            "map. The word is checked against the letters seen: where they disagree, it is not a "
            "word it knows."
        )
        rows = [f"| {words} | {scores[name]:.1%} |" for name, words in MEASURES.items()]
        st.markdown(
            "\n".join(["| Measured on words drawn for the test | share |", "|---|---|", *rows])
            + "\n\nIts calibration error, the gap between how sure it is and how often right, "
            f"is {scores['expected_calibration_error']:.1%} on average."
        )
        st.markdown("\n".join(f"- {limit}" for limit in card["limits"]))
        st.caption(
            f"Trained {card['minutes']:.0f} minutes on {card['device']}, seed {card['seed']}: "
            f"`{card['command']}`. {card['data']}"
        )
