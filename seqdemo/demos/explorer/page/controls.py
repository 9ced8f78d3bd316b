"""Controls of the page "Explore hidden states": which network, which input, which view."""

from __future__ import annotations

import streamlit as st

from seqdemo.app import networks
from seqdemo.demos.explorer.page import files, letters, state
from seqdemo.demos.explorer.page import source as explore_source
from seqdemo.demos.explorer.page.state import CELLS, CHOICES, SOURCES, VIEWS, put, value
from seqdemo.demos.shakespeare.query import MAX_PROMPT, Write

MORE = 300  # characters that "let it write" adds
LAYERS = {"shakespeare": 2, "word_reader": 1}


def source() -> None:
    """Where states come from, and the input."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "States of",
            list(SOURCES),
            key=CHOICES.drawn("source"),
            format_func=lambda name: SOURCES[name],
            label_visibility="collapsed",
            required=True,
            on_change=_restart,
            help="A trained network of this app, or a trace of your own",
        )
        if value("source") != "file":
            st.segmented_control(
                "Network",
                CELLS,
                key=CHOICES.drawn("cell"),
                format_func=str.upper,
                label_visibility="collapsed",
                required=True,
                help="Which trained network",
            )
        _layer()
    {"shakespeare": _text, "word_reader": letters.controls, "file": _file}[value("source")]()


def view() -> str:
    """Which view."""
    st.segmented_control(
        "View",
        list(VIEWS),
        key=CHOICES.drawn("view"),
        format_func=lambda name: VIEWS[name],
        label_visibility="collapsed",
        required=True,
    )
    return str(value("view"))


def _restart() -> None:
    """Another source: what was selected no longer means anything."""
    put("layer", 64)
    state.point_at(at=None, unit=None, span=None)


def _layer() -> None:
    """Which layer, where there are several."""
    name = value("source")
    count = LAYERS.get(name) or files.file_layers()
    put("layer", max(1, min(int(value("layer")), count)))
    if count > 1:
        st.segmented_control(
            "Layer",
            list(range(1, count + 1)),
            key=CHOICES.drawn("layer"),
            format_func=lambda number: f"layer {number}",
            label_visibility="collapsed",
            required=True,
            help="Layer 1 reads the input; each further layer reads the one below",
        )


def _text() -> None:
    put("example", explore_source.example_text())  # a link need not spell it out
    if CHOICES["text"] is None:
        put("text", value("example"))
    words, buttons = st.columns([6, 3], vertical_alignment="center")
    words.text_area(
        "The text it reads",
        key=CHOICES.drawn("text"),
        height=68,
        label_visibility="collapsed",
        placeholder="Type or paste a text for the network to read",
        help="Type or paste anything; the network reads it letter by letter, at most 2,000",
    )
    with buttons, st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "let it write on",
            on_click=_write_on,
            help=f"The network goes on from this text, by up to {MORE} letters of its own",
        )
        st.number_input(
            "Seed",
            0,
            999_999,
            key=CHOICES.drawn("seed"),
            step=1,
            width=120,
            help="The luck with which it writes, here and in “Reach in”: the same seed, the same "
            "letters",
        )
        st.button("example", on_click=_example, help="The text of the first visit")
    note = explore_source.clean_text(value("text")).note
    if note:
        st.caption(note)


def _write_on() -> None:
    """Have the network go on from the text."""
    prompt = explore_source.clean_text(value("text")).text[-MAX_PROMPT:]
    length = max(1, min(MORE, explore_source.LONGEST - len(prompt)))
    query = Write(prompt, length, value("cell"), sampling=explore_source.sampling())
    put("text", prompt + networks.answer("shakespeare", value("cell"), query).text)


def _example() -> None:
    put("text", explore_source.example_text())
    put("cell", "lstm")
    state.point_at(at=None, unit=None, span=None)


def _file() -> None:
    made = "Made by seqdemo.record and seqdemo.save_trace, or downloaded here"
    files.uploader(files.OWN, "A trace file (.npz)", made)
    name = files.file_name()
    if name and not files.refused(files.OWN):
        st.caption(f"Exploring {name}.")
