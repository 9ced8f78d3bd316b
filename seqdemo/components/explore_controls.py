"""Controls of the page "Explore hidden states": which network, which input, which view."""

from __future__ import annotations

import secrets

import streamlit as st

from seqdemo.components import explore_files, explore_page, explore_source, runtime
from seqdemo.components.explore_page import CELLS, CHOICES, SOURCES, VIEWS, put, value
from seqdemo.tasks.shakespeare.query import MAX_PROMPT, Write
from seqdemo.tasks.word_reader.typed import readable

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
    {"shakespeare": _text, "word_reader": _word, "file": _file}[value("source")]()


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
    explore_page.point_at(at=None, unit=None, span=None)


def _layer() -> None:
    """Which layer, where there are several."""
    name = value("source")
    count = LAYERS.get(name) or explore_files.file_layers()
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
    words, buttons = st.columns([7, 2], vertical_alignment="center")
    words.text_area(
        "The text it reads",
        key=CHOICES.drawn("text"),
        height=68,
        label_visibility="collapsed",
        placeholder="Type or paste a text for the network to read",
        help="Type or paste anything; the network reads it letter by letter, at most 2,000",
    )
    with buttons, st.container(horizontal=True):
        st.button(
            "let it write on",
            on_click=_write_on,
            help=f"The network adds {MORE} letters of its own",
        )
        st.button("example", on_click=_example, help="The text of the first visit")
    note = explore_source.clean_text(value("text")).note
    if note:
        st.caption(note)


def _write_on() -> None:
    """Have the network go on from the text."""
    prompt = explore_source.clean_text(value("text")).text[-MAX_PROMPT:]
    length = max(1, min(MORE, explore_source.LONGEST - len(prompt)))
    query = Write(prompt, length, value("cell"), sampling=explore_source.SAMPLING)
    put("text", prompt + runtime.answer("shakespeare", value("cell"), query).text)


def _example() -> None:
    put("text", explore_source.example_text())
    put("cell", "lstm")
    explore_page.point_at(at=None, unit=None, span=None)


def _word() -> None:
    word, hand, roll, _ = st.columns([3, 2, 2, 4], vertical_alignment="bottom")
    word.text_input(
        "The word it reads",
        key=CHOICES.drawn("word"),
        max_chars=12,
        help="Letters a to z, drawn for the network in a hand of their own",
    )
    hand.number_input(
        "Hand",
        0,
        999_999,
        key=CHOICES.drawn("hand"),
        step=1,
        help="Which handwriting the letters are drawn in; the same number, the same letters",
    )
    roll.button(
        "another hand",
        on_click=lambda: put("hand", secrets.randbelow(1_000_000)),
        help="The same word, drawn differently",
    )
    typed = str(CHOICES["word"] or "")
    if typed != readable(typed):
        kept = readable(typed)
        st.caption(f"Read as “{kept}”: the network knows the letters a to z only." if kept else "")


def _file() -> None:
    made = "Made by seqdemo.record and seqdemo.save_trace, or downloaded here"
    explore_files.uploader(explore_files.OWN, "A trace file (.npz)", made)
    name = explore_files.file_name()
    if name and not explore_files.refused(explore_files.OWN):
        st.caption(f"Exploring {name}.")
