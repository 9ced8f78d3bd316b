"""Difference to a second trace: another input or a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from seqdemo.app.markdown import literal
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.trace_difference import difference
from seqdemo.demos.explorer.page import files, source
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
        given = files.uploaded(files.SECOND)
        with file, st.popover(given[0][:24] if given else "or a file", width="stretch"):
            _ask_file()
    else:
        _ask_file()
    name, other = _second_file() or _typed(explored)
    if other is None:
        return None
    try:
        values = difference(explored.trace, other, explored.depth, shown)
        if explored.directions is not None:
            values = _along(explored, other)
    except ValueError as error:
        st.error(f"{literal(name)} cannot be taken from this trace: {error}.")
        return None
    steps = min(len(other), len(explored.trace))
    of = "" if shown == "hidden" else f"{TITLES[shown]}, "
    return Difference(values, f"{of}minus {name}, over the {steps:,} steps both have")


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


def _second_file() -> tuple[str, Trace] | None:
    given = files.uploaded(files.SECOND)
    return given and (f"“{given[0][:60]}”", given[1])


def _typed(explored: Explored) -> tuple[str, Trace | None]:
    """The same network's trace of the typed input."""
    trace = source.other_trace(explored)
    if trace is None:
        return "", None
    return f"“{explored.spelled(trace.inputs)[:24]}”", trace
