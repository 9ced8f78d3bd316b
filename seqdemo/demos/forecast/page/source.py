"""Source: the series that is forecast, shipped or the visitor's own."""

from __future__ import annotations

import hashlib

import streamlit as st

from seqdemo.app.upload import upload
from seqdemo.core.datasets import at_hand
from seqdemo.demos.forecast.cells import UnreadableError
from seqdemo.demos.forecast.dataset import DATASET
from seqdemo.demos.forecast.own_series import Found, decoded, drawn_series, read_series
from seqdemo.demos.forecast.page.line_pad import line_pad
from seqdemo.demos.forecast.page.state import FOUND, STATE, draw_line, start_over
from seqdemo.demos.forecast.seasons import LONGEST_SHORT
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import rides, shipped

MAX_MEGABYTES = 20
OWN = ("draw", "paste", "file")


@st.cache_resource(show_spinner=False)
def fetched_rides() -> Series | None:
    """The rides, where the file was fetched."""
    folder = at_hand(DATASET)
    return None if folder is None else rides(folder)


@st.cache_data(max_entries=32, show_spinner=False)
def read_text(text: str, column: str) -> Found | str:
    """A series of a text, or what is wrong with it."""
    try:
        return read_series(text, column)
    except UnreadableError as error:
        return str(error)


@st.cache_data(max_entries=8, show_spinner="Reading the file…")
def read_file(_content: bytes, digest: str, column: str) -> Found | str:
    """A series of an uploaded file, or what is wrong with it."""
    return read_text(decoded(_content), column)


def chosen() -> Series | None:
    """The series; None if there is none yet, and then the page says why."""
    kind = STATE["series"]
    series = _own(kind) if kind in OWN else _known(kind)
    if series is None:
        return None
    if not STATE["days"]:
        series = series.without_kinds()
    season = STATE["season"]
    if season != FOUND:
        short = season if season <= LONGEST_SHORT else 0
        series = series.with_season((short, season - short))
    return series


def _known(kind: str) -> Series | None:
    if kind != "rides":
        return shipped()[kind]
    found = fetched_rides()
    if found is None:
        st.info(
            "These numbers do not come with the app; all other series are here. Whoever runs it "
            "can fetch them: `seqdemo fetch series`."
        )
    return found


def _own(kind: str) -> Series | None:
    if kind == "draw":
        return _drawn()
    found = _pasted() if kind == "paste" else _uploaded()
    if found is None:
        return None
    if isinstance(found, str):
        st.info(found)
        return None
    if len(found.columns) > 1:
        _columns(found)
    return found.series


def _drawn() -> Series | None:
    line_pad(STATE["line"], key=STATE.key("#pad"), on_line=draw_line)
    if not STATE["line"]:
        return None
    try:
        return drawn_series(STATE["line"])
    except UnreadableError as error:
        st.info(str(error))
        return None


def _pasted() -> Found | str | None:
    STATE.draw(
        st.text_area,
        "text",
        "Your numbers",
        height=110,
        placeholder="12.5 13 14.2 … or lines of a table: a date, then a number",
        on_change=start_over,
        help="Numbers, or a table with a date in its first column; commas or semicolons",
    )
    return read_text(STATE["text"], STATE["column"]) if STATE["text"].strip() else None


def _uploaded() -> Found | str | None:
    file = upload(
        "A table as .csv",
        "A table as .csv, .tsv or .txt",
        ["csv", "txt", "tsv"],
        MAX_MEGABYTES,
        "table",
        key=STATE.key("#file"),
        on_change=start_over,
        help="The first column may hold dates, the first row names",
    )
    if file is None:
        return None
    content = file.getvalue()
    return read_file(content, hashlib.sha256(content).hexdigest(), STATE["column"])


def _columns(found: Found) -> None:
    """Offer the columns of a table."""
    names = list(found.columns)
    at = names.index(found.series.title) if found.series.title in names else 0
    st.selectbox(
        "Column",
        names,
        index=at,
        key=STATE.key("#column"),
        on_change=lambda: STATE.insist("column", st.session_state[STATE.key("#column")]),
    )
