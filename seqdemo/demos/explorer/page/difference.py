"""Difference to a second trace: another input or a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.trace_difference import difference
from seqdemo.demos.explorer.page import comparison, files, source
from seqdemo.demos.explorer.page.lens.payload import TITLES
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE


@dataclass(frozen=True, eq=False)
class Difference:
    """What is left of an array of the chosen layer.

    Attributes:
        values: The array minus that of the other trace, (T, H); 0 where the other has ended.
        note: What was taken, in words.
    """

    values: FloatArray
    note: str


def ask(explored: Explored, shown: str) -> Difference | None:
    """Controls for the other trace, and the difference; None if there is none.

    Args:
        explored: What is shown.
        shown: The array in the picture.
    """
    if explored.side is not None:
        typed, file = st.columns([3, 1.3], vertical_alignment="bottom")
        with typed:
            _ask_input()
        with file, st.popover(_chosen(explored), width="stretch"):
            _ask_file()
            _ask_network(explored)
    else:
        _ask_file()
    elsewhere = _second_file() or _network(explored)
    name, other = elsewhere or _typed(explored)
    if other is None:
        return None
    alike = ""
    if elsewhere and comparison.comparable(explored, other):
        _ask_pairs()
        alike = comparison.words(explored, other)
        other = comparison.paired(explored, other) if STATE["paired"] else other
    try:
        values = difference(explored.trace, other, explored.depth, shown)
        if explored.directions is not None:
            values = _along(explored, other)
    except ValueError as error:
        st.error(f"{literal(name)} cannot be taken from this trace: {error}{alike}.")
        return None
    steps = min(len(other), len(explored.trace))
    of = "" if shown == "hidden" else f"{TITLES[shown]}, "
    return Difference(values, f"{of}minus {name}, over the {steps:,} steps both have{alike}")


def _chosen(explored: Explored) -> str:
    """What the button says: what was chosen behind it, or what can be."""
    given, others = files.uploaded(files.SECOND), _other_networks(explored)
    if given:
        return given[0][:24]
    return others.get(str(STATE["against"])) or ("or of …" if others else "or a file")


def _along(explored: Explored, other: Trace) -> FloatArray:
    """The difference in directions, over the steps that both have, (T, K)."""
    one, taken = explored.layer.hidden, explored.seen(other).hidden
    steps = min(len(one), len(taken))
    found = np.zeros_like(one)
    found[:steps] = one[:steps] - taken[:steps]
    return found


def _ask_file() -> None:
    files.uploader(
        files.SECOND,
        "Minus the states of a trace file (.npz)",
        "Taken from the trace above, step by step and unit by unit; downloaded here, or made by "
        "seqdemo.save_trace",
    )


def _ask_input() -> None:
    STATE.draw(
        st.text_input,
        "other",
        "Minus the states of another input",
        placeholder="the same network reads this",
        help=(
            "Step by step. What stays blue or orange is what the network knows of one and not of "
            "the other. Empty shows the states themselves."
        ),
    )


def _ask_network(explored: Explored) -> None:
    """Another network of the same demo, or another model, that reads the same."""
    others = _other_networks(explored)
    if STATE["against"] not in others:
        STATE["against"] = ""
    if others:
        STATE.draw(
            st.selectbox,
            "against",
            "Minus the states of another network",
            options=["", *others],
            format_func=lambda name: others.get(name, "none"),
            help="It reads the same input",
        )


def _ask_pairs() -> None:
    STATE.draw(
        st.toggle,
        "paired",
        "Pair the units of both",
        help="Two trainings number their units differently. Units are paired one to one, so that "
        "pairs are correlated most in total; one that does the opposite is turned",
    )


def _other_networks(explored: Explored) -> dict[str, str]:
    there = explored.side.networks if explored.side else {}
    return {name: title for name, title in there.items() if name != explored.network}


def _network(explored: Explored) -> tuple[str, Trace] | None:
    name = str(STATE["against"])
    if name not in _other_networks(explored):
        return None
    return _other_networks(explored)[name], source.trace_by(explored, name)


def _second_file() -> tuple[str, Trace] | None:
    given = files.uploaded(files.SECOND)
    return given and (f"“{given[0][:60]}”", given[1])


def _typed(explored: Explored) -> tuple[str, Trace | None]:
    """The same network's trace of the typed input."""
    trace = source.other_trace(explored)
    if trace is None:
        return "", None
    return f"“{explored.spelled(trace.inputs)[:24]}”", trace
