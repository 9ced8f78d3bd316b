"""Many sentences at once: a table, and a download of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from seqdemo.app.sections import Download, downloads
from seqdemo.app.upload import upload
from seqdemo.core.table import csv_text
from seqdemo.core.trace import CellKind
from seqdemo.demos.sentiment.page import readings, state
from seqdemo.demos.sentiment.page.state import CELLS, NAME, STATE

MAX_LINES = 200
MAX_BYTES = 2_000_000
_TEXT, _FILE = STATE.key("#lines"), STATE.key("#file")
COLUMNS = ("sentence", "text", "review", "phrase", "comment")
"""Names of a column of a .csv that holds what is to be read; else it is the longest one."""


@dataclass(frozen=True)
class Lines:
    """Texts to judge.

    Attributes:
        texts: At most `MAX_LINES`.
        note: What was left out, or what is wrong; "" if nothing is.
    """

    texts: tuple[str, ...]
    note: str = ""


def section() -> None:
    """Paste lines or upload a file; see a table."""
    if STATE.hides("many"):
        return
    st.header("Many sentences at once", anchor="many")
    left, right = st.columns([3, 2])
    left.text_area(
        "One sentence a line",
        key=_TEXT,
        persist_state="session",
        height=120,
        placeholder=f"Paste up to {MAX_LINES} lines",
    )
    with right:
        kinds = ["csv", "tsv", "txt"]
        most = MAX_BYTES // 1_000_000
        file = upload(
            "or a file", "Sentences as .csv, .tsv or .txt", kinds, most, "sentences", key=_FILE
        )
    lines = of_file(file.name, file.getvalue()) if file else of_text(str(st.session_state[_TEXT]))
    if lines.note:
        st.caption(lines.note)
    if lines.texts:
        _table(lines.texts)


def of_text(text: str) -> Lines:
    """Lines that were pasted."""
    return _first([line.strip() for line in text.splitlines()])


def of_file(name: str, content: bytes) -> Lines:
    """Lines of an uploaded file; of a table, its column of texts."""
    if len(content) > MAX_BYTES:
        return Lines((), f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Lines((), "This is no text in UTF-8: save it as UTF-8 and try again.")
    if name.lower().endswith(".txt") or not text.strip():
        return of_text(text) if text.strip() else Lines((), "The file is empty.")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(name, text)))
    except csv.Error as error:
        return Lines((), f"This table cannot be read: {error}.")
    return _first(_column(rows))


def _delimiter(name: str, text: str) -> str:
    first = text.split("\n", 1)[0]
    if name.lower().endswith(".tsv") or "\t" in first:
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _column(rows: Sequence[Sequence[str]]) -> list[str]:
    """The texts of a table: of a column called so, else of the one with the longest cells."""
    head = [cell.strip().lower() for cell in rows[0]]
    for name in COLUMNS:
        if name in head:
            at = head.index(name)
            return [row[at].strip() for row in rows[1:] if len(row) > at]
    width = max(len(row) for row in rows)
    lengths = [sum(len(row[at]) for row in rows if len(row) > at) for at in range(width)]
    at = lengths.index(max(lengths))
    return [row[at].strip() for row in rows if len(row) > at]


def _first(found: Sequence[str]) -> Lines:
    texts = [text for text in found if state.judged(text) is not None]
    left = len(texts) - MAX_LINES
    note = f"Only the first {MAX_LINES} of {len(texts):,} lines are read." if left > 0 else ""
    return Lines(tuple(texts[:MAX_LINES]), note)


def _table(texts: Sequence[str]) -> None:
    asked = [judge for text in texts if (judge := state.judged(text)) is not None]
    moods = {
        name: [round(float(mood), 3) for mood in readings.moods_of_many(cell, asked)]
        for cell, name in CELLS.items()
    }
    moods["bag of words"] = [round(float(readings.bag_moods(one)[-1]), 3) for one in asked]
    unknown = [" ".join(readings.unknown_words(one))[:200] for one in asked]
    table: dict[str, Sequence[object]] = {
        "sentence": list(texts),
        **moods,
        "unknown words": unknown,
    }
    bars = {
        name: st.column_config.NumberColumn(name, format="%+.2f", help="Mood from −1 to +1")
        for name in moods
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, column_config=bars)
    cell: CellKind = STATE["cell"]
    glad = sum(mood > 0 for mood in moods[CELLS[cell]])
    st.caption(f"{len(texts)} lines; {CELLS[cell]} finds {glad} of them positive.")
    downloads(
        Download(
            "table (.csv)",
            lambda: csv_text(table),
            f"{NAME}-table.csv",
            "text/csv",
            "One row a line, with the mood by every network",
        ),
        of="the table",
    )
