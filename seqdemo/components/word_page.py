"""What the page "Read a word" keeps and shows: the visitor's choices and the view they make."""

from __future__ import annotations

import secrets

import streamlit as st
from PIL.Image import Image

from seqdemo.components import runtime
from seqdemo.components.unroll import Drawing
from seqdemo.components.unroll.payload import OtherNetwork, Pinned, Step, UnrollView, Verdict
from seqdemo.core.trace import CellKind, Trace
from seqdemo.core.trace_file import trace_bytes, trace_csv
from seqdemo.tasks.word_reader import reading
from seqdemo.tasks.word_reader.examples import AIDS, SAID, shipped
from seqdemo.tasks.word_reader.query import ReadWord, as_cell, decode, encode
from seqdemo.tasks.word_reader.typed import in_a_hand, left_out, readable
from seqdemo.tasks.word_reader.words import MAX_LETTERS
from seqdemo.views.state_path import distance_bars, distances, state_paths
from seqdemo.views.unit_order import ORDERS
from seqdemo.views.unroll_picture import PictureColumn, png, unroll_picture

NAME = "word_reader"
CELLS: tuple[CellKind, ...] = ("rnn", "gru", "lstm")
CHART = {"displaylogo": False, "displayModeBar": False}
CELL, ORDER, PIN, TYPED, NOTE = (f"{NAME}.{n}" for n in ("cell", "order", "pin", "typed", "note"))


def drawing() -> Drawing:
    """The visitor's drawing; *said* on the first visit."""
    return Drawing(NAME, SAID)


def adopt_link(*, arrived: bool) -> None:
    """Take over the link the visitor arrived by; parts that make no sense change nothing.

    Only on arrival: later the browser writes the address itself, after what is on screen.
    """
    state, link = st.session_state, st.query_params.to_dict()
    state.setdefault(CELL, "gru")
    state.setdefault(ORDER, "peak")
    state.setdefault(PIN, None)
    if not arrived or not link:
        return
    state[CELL] = as_cell(link.get("cell", "")) or state[CELL]
    state[ORDER] = link.get("order") if link.get("order") in ORDERS else state[ORDER]
    if "pin" in link:
        state[PIN] = decode(link["pin"])
    grids, strip = decode(link.get("w", "")), drawing()
    step = link.get("step", "")
    if grids and grids != strip.grids:
        strip.push(grids, step=int(step) - 1 if step.isdecimal() and step != "0" else None)
    if link.get("unit", "").isdecimal():
        strip.select(int(link["unit"]))


def query() -> ReadWord:
    """What is asked of the network now."""
    return ReadWord(drawing().grids, st.session_state[CELL] or "gru")


def trace_of(asked: ReadWord) -> Trace | None:
    """The reading, from the shipped example where it is one; None if every grid is blank."""
    if not asked.read:
        return None
    path = shipped(asked)
    if path is not None:
        return runtime.example_file(path)
    # Blank grids are not read: drawings that differ in them share a trace.
    inked = "".join(asked.drawing[n] for n in asked.read)
    return runtime.trace(NAME, asked.cell, asked, inked)


def view(asked: ReadWord, trace: Trace | None) -> UnrollView:
    """Everything the unroll shows."""
    strip, state = drawing(), st.session_state
    link = {"cell": asked.cell, "order": state[ORDER] or "peak"}
    if state[PIN]:
        link["pin"] = encode(state[PIN])
    if trace is None:
        return UnrollView(drawing=strip.grids, link=link, unit=strip.unit)
    layer, end = trace.layers[-1], reading.answer(trace)
    return UnrollView(
        drawing=strip.grids,
        steps=_steps(asked, trace),
        layer=layer,
        order=ORDERS[state[ORDER] or "peak"][1](layer),
        answer=Verdict(end.word, end.probability, end.spelled, end.nearest, end.sure),
        others=_others(asked),
        pinned=_pinned(asked.cell),
        link=link,
        step=strip.step,
        unit=strip.unit,
    )


def pinned_trace(cell: CellKind) -> Trace | None:
    """The reading that was put aside to compare with, by the same network."""
    grids = st.session_state[PIN]
    return trace_of(ReadWord(grids, cell)) if grids else None


def put_aside() -> None:
    """Switch the comparison on with the drawing as it is now, or off."""
    state = st.session_state
    state[PIN] = None if state[PIN] else drawing().grids


def compare_said_aids() -> None:
    """*said* put aside, *aids* in the strip: the same letters in another order."""
    st.session_state[PIN] = SAID
    drawing().push(AIDS)


def show_preset(grids: tuple[str, ...]) -> None:
    """Put a ready drawing in the strip."""
    drawing().push(grids)
    st.session_state[NOTE] = ""


def surprise(words: tuple[str, ...]) -> None:
    """A random known word in a random hand."""
    drawing().push(in_a_hand(secrets.choice(words), secrets.randbelow(1 << 30)))
    st.session_state[NOTE] = ""


def show_typed() -> None:
    """The typed word in a random hand; says what could not be drawn."""
    state = st.session_state
    text = (state.get(TYPED) or "").strip()
    letters = readable(text)
    if letters:
        drawing().push(in_a_hand(letters, secrets.randbelow(1 << 30)))
    state[NOTE] = _note(text, letters)
    state[TYPED] = ""


def note() -> str:
    """What was not drawn of the last typed word, as a sentence, or nothing."""
    text: str = st.session_state.get(NOTE, "")
    return text


def comparison(asked: ReadWord, trace: Trace | None) -> None:
    """Same letters, another order: put a reading aside and watch the states part."""
    st.subheader("Same letters, another order", anchor="order")
    aside = st.session_state[PIN]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "stop comparing" if aside else "keep this word to compare",
            on_click=put_aside,
            disabled=trace is None and not aside,
            help="Keeps the reading on screen; then draw, or drag letters to other places by ⠿",
        )
        st.button("said against aids", on_click=compare_said_aids)
        st.caption(
            "The second row of tiles is the word you kept. Now drag the letters into another order."
            if aside
            else "Keep a word, then drag its letters by ⠿ into another order: does the state care?"
        )
    before = pinned_trace(asked.cell)
    if trace is None or before is None:
        return
    names = (reading.answer(trace).spelled, reading.answer(before).spelled)
    labels = (f"now: {names[0]}", f"kept: {names[1]}")
    left, right = st.columns(2)
    left.plotly_chart(state_paths(trace, before, labels), key="state_paths", config=CHART)
    right.plotly_chart(distance_bars(trace, before), key="distances", config=CHART)
    if sorted(names[0]) == sorted(names[1]) and names[0] != names[1]:
        st.markdown(
            f"The same letters, yet the last states are **{distances(trace, before)[-1]:.2f}** apart: "
            "a recurrent network remembers the order, not only the letters."
        )


def downloads(asked: ReadWord, trace: Trace | None) -> None:
    """The trace as .npz and .csv, the picture as .png; made when asked for."""
    if trace is None:
        return
    end = reading.answer(trace)
    name = f"{end.spelled.replace('?', '_')}-{asked.cell}"
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
    end = reading.answer(trace)
    title = f"{asked.cell.upper()} reads: {end.word or 'not a word I know'} ({end.probability:.0%})"
    order = ORDERS[st.session_state.get(ORDER) or "peak"][1](trace.layers[-1])
    return unroll_picture(trace, columns, order=order, title=title)


def about(cell: CellKind) -> None:
    """What this network is, from its card."""
    card = runtime.card(NAME, cell)
    scores = card["metrics"]
    with st.expander(f"About this network: {cell.upper()}, {card['parameters']:,} parameters"):
        st.markdown(
            f"A small eye turns each 7x7 grid into {card['config']['eye_size']} numbers; a recurrent "
            f"layer of {card['config']['hidden_size']} units reads them in order. Letter, word and "
            "what is remembered are each read off the hidden state by one linear map. The word is "
            "checked against the letters seen: where they disagree, it is not a word it knows."
        )
        st.table(
            {
                "Measured on words drawn for the test": [
                    "words right",
                    "words right, two wrong cells in every letter",
                    "anagram pairs told apart",
                    "words right, letter shapes never seen",
                    "letters right",
                    "non-words confidently called a word",
                    "calibration error (0 is perfect)",
                ],
                "share": [
                    f"{scores['word_accuracy']:.1%}",
                    f"{scores['noisy_word_accuracy']:.1%}",
                    f"{scores['anagram_accuracy']:.1%}",
                    f"{scores['held_out_hand_accuracy']:.1%}",
                    f"{scores['letter_accuracy']:.1%}",
                    f"{scores['confident_wrong']:.1%}",
                    f"{scores['expected_calibration_error']:.3f}",
                ],
            }
        )
        st.markdown("\n".join(f"- {limit}" for limit in card["limits"]))
        st.caption(
            f"Trained {card['minutes']:.0f} minutes on {card['device']}, seed {card['seed']}: "
            f"`{card['command']}`. {card['data']}"
        )


def _note(text: str, letters: str) -> str:
    """One sentence on what was not drawn, or nothing."""
    odd = left_out(text)
    if text and not letters:
        return "Nothing to draw: the network reads the letters a to z only."
    parts = []
    if odd:
        shown = " ".join(char if char.strip() else "space" for char in odd[:8])
        parts.append(f"Left out, as the network reads a to z only: {shown}")
    if len("".join(c for c in text.lower() if c.isascii() and c.isalpha())) > MAX_LETTERS:
        parts.append(f"Only the first {MAX_LETTERS} letters fit.")
    return " ".join(parts)


def _steps(asked: ReadWord, trace: Trace) -> list[Step]:
    parts = zip(
        asked.read,
        reading.letters(trace),
        reading.guesses(trace),
        reading.remembered(trace),
        strict=True,
    )
    return [Step(at, letter, p, guesses, memory) for at, (letter, p), guesses, memory in parts]


def _others(asked: ReadWord) -> list[OtherNetwork]:
    """The same drawing through every network; one that cannot be loaded is left out."""
    found = []
    for cell in CELLS:
        try:
            trace = trace_of(ReadWord(asked.drawing, cell))
        except runtime.CheckpointError:
            continue
        if trace is not None:
            end = reading.answer(trace)
            found.append(OtherNetwork(cell.upper(), end.word, end.probability, cell == asked.cell))
    return found


def _pinned(cell: CellKind) -> Pinned | None:
    trace = pinned_trace(cell)
    if trace is None:
        return None
    return Pinned(reading.answer(trace).spelled, trace.inputs, trace.layers[-1])
