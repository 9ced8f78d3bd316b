"""Downloads of a view's numbers and of its trace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from seqdemo.core.table import Table, csv_text, npz_bytes
from seqdemo.core.trace import FloatArray
from seqdemo.core.trace_file import trace_bytes, trace_csv
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import key

_CSV, _NPZ = "text/csv", "application/octet-stream"


@dataclass(frozen=True, eq=False)
class Numbers:
    """One table behind a view.

    Attributes:
        name: On the button and in the name of the file.
        words: What its rows and columns are.
        table: Makes it: asked only when somebody downloads it.
    """

    name: str
    words: str
    table: Callable[[], Table]

    def csv(self) -> str:
        """The table as .csv."""
        return csv_text(self.table())


def over_time(explored: Explored, name: str, values: FloatArray) -> Numbers:
    """An array of the layer, (T, H): a row a step, a column a unit."""

    def table() -> Table:
        inputs = explored.trace.inputs
        units = {f"unit_{unit}": values[:, unit] for unit in range(values.shape[1])}
        return {"step": range(1, len(inputs) + 1), "input": inputs, **units}

    return Numbers(name, f"The {name}: one row a step, one column a unit of this layer", table)


def downloads(explored: Explored, view: str, numbers: Sequence[Numbers]) -> None:
    """A button for every file; each is made when it is clicked."""
    stem, trace = f"{explored.source}-{explored.network}", explored.trace
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Download the numbers:", width="content")
        for one in numbers:
            name = f"{stem}-{one.name.replace(' ', '-')}.csv"
            _button(f"{one.name} (.csv)", one.csv, name, one.words)
        if numbers:
            _button(
                "this view (.npz)",
                lambda: npz_bytes({one.name.replace(" ", "_"): one.table() for one in numbers}),
                f"{stem}-{view}.npz",
                "The same numbers for NumPy: np.load(file), one array a column",
            )
        _button(
            "trace (.npz)",
            lambda: trace_bytes(trace),
            f"{stem}-trace.npz",
            "Every state and gate, for NumPy: np.load(file); opens here again",
        )
        _button(
            "trace (.csv)",
            lambda: trace_csv(trace),
            f"{stem}-trace.csv",
            "Every state and gate: one row a step and array, one column a unit",
        )


def _button(label: str, data: Callable[[], str | bytes], name: str, words: str) -> None:
    st.download_button(
        label,
        data,
        name,
        _CSV if name.endswith(".csv") else _NPZ,
        key=key(f"download.{label}"),
        on_click="ignore",
        help=words,
    )
