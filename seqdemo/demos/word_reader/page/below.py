"""Below the picture: guide, comparison, downloads, model card."""

from __future__ import annotations

import streamlit as st
from PIL.Image import Image

from seqdemo.app import networks, sections
from seqdemo.app.page import network_errors
from seqdemo.app.sections import CHART, array_file, picture_file, table_file
from seqdemo.core.percent import percent
from seqdemo.core.trace import CellKind, Trace
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.page import cell, controls, guessing, memory, stage, state
from seqdemo.demos.word_reader.page.state import NAME, STATE
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.views.state_path import distance_bars, distances, state_paths
from seqdemo.views.unit_order import Order
from seqdemo.views.unroll_picture import PictureColumn, png, unroll_picture
from seqdemo.web.reruns import fragment, rerun

MEASURES = {
    "word_accuracy": "words right",
    "noisy_word_accuracy": "words right, two wrong cells in every letter",
    "anagram_accuracy": "anagram pairs told apart",
    "held_out_hand_accuracy": "words right, letter shapes never seen",
    "letter_accuracy": "letters right",
    "confident_wrong": "non-words called a word, 90\u00a0% sure or more",
}
PAIRS = (("was", "saw"), ("dog", "god"), ("listen", "silent"))
"""Words of the same letters, beside *said* and *aids*."""

GUIDE = """
- **One column is one moment.** At the bottom the letter the network sees now, on top the words it
  thinks this may become; in the last column the words it may be, as for the page it ends there. It
  never sees two letters at once.
- **The coloured tile is its memory**, the *hidden state* h: 225 numbers between −1 (blue) and
  +1 (orange). Each number is one *unit*. Click a unit to follow it through the word, and to see the
  sum it computed; h′ is the state one step before.
- **The arrow between tiles** hands the state on. All the network knows of earlier letters comes
  through it: words, and "no word I know", are weighed sums of the units of one state. Put another
  word's state there, and it is the other word that the network reads on. In an LSTM the arrow also
  hands on its cell state, and that holds most of the word.
- **"Still remembers"** asks each state which letters are in there; the number below each says how
  sure that is, in per cent. One that is struck out is another letter than was read there.
- **To draw**, drag. A click on ink takes it away; so do the eraser, the right mouse button, Shift.
"""
MORE = """\
- **RNN, GRU, LSTM** are three kinds of cell, three ways to mix old and new. A plain RNN rewrites
  its state at every letter; a GRU and an LSTM have *gates* that can keep a unit as it is: an
  *update gate* and a *reset gate* in a GRU, an *input*, a *forget* and an *output gate* in an LSTM.
- **In the equations** x is what comes in, h′ the state before; W, U and b were learned in training;
  σ squeezes any number into 0 to 1, tanh into −1 to +1. All numbers are of the selected unit.
- **The order of units** only decides which unit stands where. *Alike in all words* puts units
  together that behave alike over all words, *alike in this word* looks at this one only; *by when
  they peak* sorts them anew for every drawing.
"""
"""What stands behind the switch "More inside"."""


@fragment(stage.BELOW)
def follow() -> None:
    """What follows the drawing when the visitor rests: no stroke waits for it."""
    stage.followed(stage.BELOW)
    with network_errors():
        asked, trace = state.reading()
        if not guessing.all_told(asked, trace):
            return  # all of this tells it
        if not STATE.hides("comparison"):
            comparison(asked, trace)
        if trace is not None and not STATE.hides("memory"):
            memory.still_there(asked)
        if trace is not None and not STATE.hides("cell"):
            cell.opened(asked, trace, stage.BELOW)


@fragment(stage.DOWNLOADS)
def offer() -> None:
    """What can be downloaded of the drawing; files bear its name."""
    stage.followed(stage.DOWNLOADS)
    with network_errors():
        asked, trace = state.reading()
        whole = trace is not None and guessing.all_told(asked, trace)
        if trace is not None and whole and not STATE.hides("downloads"):
            downloads(asked, trace)


def comparison(asked: ReadWord, trace: Trace | None) -> None:
    """Same letters, another order: keep a reading and watch the states part."""
    st.header("Same letters, another order", anchor="order")
    _comparing(possible=trace is not None)
    before = state.pinned_trace(asked.cell)
    if trace is not None and before is not None and not sections.veiled(STATE, "comparison"):
        _parting(asked.cell, trace, before)


def _comparing(*, possible: bool) -> None:
    kept = STATE["pinned"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "stop comparing" if kept else "keep this word to compare",
            on_click=put_aside,
            disabled=not possible and not kept,
            help="Keeps the reading on screen; then draw, or drag letters to other places by ⠿",
        )
        st.button("said against aids", on_click=compare, args=((SAID, AIDS),))
        for pair in PAIRS:
            st.button(" against ".join(pair), on_click=compare_words, args=(pair,))
        st.caption(
            "The second row of tiles is the word you kept. Drag letters by ⠿: the states part."
            if kept
            else "Keep a word, then drag its letters by ⠿ into another order: does the state care?"
        )


def _parting(cell: CellKind, trace: Trace, before: Trace) -> None:
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
    card = networks.card(NAME, cell)
    st.caption(
        "To compare: one word in two hands ends "
        f"{card['distance_same_word']:.1f} apart on average, two unlike words "
        f"{card['distance_other_word']:.1f}. Distances are Euclidean, over "
        f"{card['config']['hidden_size']} units between −1 and +1."
    )


def put_aside() -> None:
    """Switch the comparison on with the drawing as it is now, or off."""
    STATE["pinned"] = None if STATE["pinned"] else state.seen()
    rerun(stage.ALL)


def compare(drawings: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """Keep the first drawing and show the second: the same letters in another order."""
    STATE["pinned"] = drawings[0]
    state.drawing().push(drawings[1])
    stage.ask_others()
    rerun(stage.ALL)


def compare_words(pair: tuple[str, str]) -> None:
    """Draw two words of the same letters in one hand, and compare them."""
    with network_errors():
        compare(controls.in_one_hand(pair))


def guide() -> None:
    """What a newcomer needs to know to read the picture."""
    sections.guide(GUIDE if STATE.simple else GUIDE + MORE)


def downloads(asked: ReadWord, trace: Trace) -> None:
    """The trace as .npz and .csv, the picture as .png."""
    name = f"{reading.spelled(trace).replace('?', '_')}-{asked.cell}"
    order = stage.order_of(asked.cell, trace.layers[-1])  # read now: a file is made without session
    sections.downloads(
        array_file(lambda: trace, name, "Every array of the network"),
        table_file(lambda: trace, name),
        picture_file(
            lambda: png(picture(asked, trace, order)),
            name,
            "The unrolled network as on screen, on paper colours",
        ),
    )


def picture(asked: ReadWord, trace: Trace, order: Order) -> Image:
    """The reading as a still picture."""
    columns = [
        PictureColumn(grid, letter, guesses)
        for grid, (letter, _), guesses in zip(
            trace.extras["grids"], reading.letters(trace), reading.guesses(trace), strict=True
        )
    ]
    word, p = reading.outcome(trace)
    title = f"{asked.cell.upper()} reads: {word or 'not a word I know'} ({percent(p)})"
    return unroll_picture(trace, columns, order=order, title=title)


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = networks.card(NAME, cell)
    sections.about(
        f"About this network: {cell.upper()}",
        card,
        f"A small eye turns each 7×7 grid into {card['config']['eye_size']} numbers; a "
        f"recurrent layer of {card['config']['hidden_size']} units reads them in order. "
        "Letter, word and what is remembered are each read off the hidden state by one linear "
        "map; “not a word I know” is one more class beside the words. Nothing else of earlier "
        "letters reaches the answer.",
        sections.measures(card, MEASURES, head="Measured on words drawn for the test")
        + "\n\nIts calibration error, the gap between how sure it is and how often right, "
        f"is {percent(card['metrics']['expected_calibration_error'], 1)} on average.",
        sections.limits(card),
    )
