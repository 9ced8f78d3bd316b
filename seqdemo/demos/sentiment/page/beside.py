"""Side by side: three networks and a bag of words; two sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from seqdemo.app.networks import CheckpointError
from seqdemo.app.sections import veiled
from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.demos.sentiment.answer import moods_of
from seqdemo.demos.sentiment.page import charts, controls, readings, stage, state
from seqdemo.demos.sentiment.page.state import CELLS, NAME, STATE
from seqdemo.demos.sentiment.query import Judge

Lines = Mapping[str, tuple[Sequence[str], FloatArray]]
BAG = "bag of words"
ORDERED = {
    "good, not bad": ("The film is good, not bad.", "The film is bad, not good."),
    "who hates it": ("They hate it, but I love it.", "They love it, but I hate it."),
    "hope and fear": (
        "I expected to hate it, but I enjoyed it.",
        "I expected to enjoy it, but I hated it.",
    ),
}
"""Pairs of the same words in another order: to a bag of words they are one sentence."""


def networks_beside(asked: Judge) -> None:
    """The mood after every word, by each network and by a bag of words."""
    if STATE.hides("networks"):
        return
    st.header("Three networks and a bag of words", anchor="networks")
    if veiled(STATE, "networks"):
        return
    lines = _all(asked)
    charts.chart(charts.mood_lines(lines), "networks")
    st.markdown(_table(lines))
    st.caption(
        "A bag of words adds up a number for every word and does not know in which order they "
        "came. It learned from the same sentences. Bring the words into another order: its line "
        "ends where it did, those of the networks need not."
    )


def _all(asked: Judge) -> dict[str, tuple[Sequence[str], FloatArray]]:
    """Every network's moods; one that cannot be loaded is left out."""
    lines: dict[str, tuple[Sequence[str], FloatArray]] = {}
    for cell, name in CELLS.items():
        try:
            trace = readings.trace_of(asked, cell)
        except CheckpointError:
            continue
        lines[name] = trace.inputs, moods_of(trace)
    words = next(iter(lines.values()))[0]
    return {**lines, BAG: (words, readings.bag_moods(asked))}


def _table(lines: Lines) -> str:
    names = " | ".join(lines)
    moods = " | ".join(stage.signed(moods[-1]) for _, moods in lines.values())
    return f"| mood | {names} |\n|---|{'---|' * len(lines)}\n| in the end | {moods} |"


def two(asked: Judge) -> None:
    """A second sentence beside the first."""
    if STATE.hides("two"):
        return
    st.header("Two sentences side by side", anchor="two")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        STATE.draw(
            st.text_input,
            "second",
            "A second sentence",
            placeholder="type a second sentence…",
            label_visibility="collapsed",
        )
        for name, pair in ORDERED.items():
            st.button(name, on_click=_both, args=pair, help=" / ".join(pair))
    second = state.judged(STATE["second"])
    if second is not None:
        if said := controls.remarks(second):
            st.caption(said)
        _compare(asked, second)


def _both(first: str, second: str) -> None:
    state.another(first)
    STATE["second"] = second


def _compare(first: Judge, second: Judge) -> None:
    cell: CellKind = STATE["cell"]
    lines = {}
    for name, asked, column in zip(
        ("first sentence", "second sentence"), (first, second), st.columns(2), strict=True
    ):
        trace = readings.trace_of(asked, cell)
        moods = moods_of(trace)
        lines[name] = trace.inputs, moods
        with column:
            bag = readings.bag_moods(asked)[-1]
            st.markdown(f"**{stage.named(moods)}**, the bag of words says {stage.signed(bag)}")
            stage.show_words(trace, moods, key=f"{NAME}.two.{name.partition(' ')[0]}")
    charts.chart(charts.mood_lines(lines), "two")
    if sorted(lines["first sentence"][0]) == sorted(lines["second sentence"][0]):
        same = "The same words in another order" if _differ(lines) else "The same sentence"
        st.caption(f"{same}: the bag of words cannot tell them apart.")
    stage.show_steps(second, cell, key=f"{NAME}.second_steps", noted=False)


def _differ(lines: Lines) -> bool:
    """Whether the two sentences are not word for word the same."""
    first, second = (tuple(words) for words, _ in lines.values())
    return first != second
