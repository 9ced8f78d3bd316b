"""Plotly charts of the explorer, saved as pictures or for a paper."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from seqdemo.app.sections import Download, downloads
from seqdemo.demos.explorer.page.state import NAME, key
from seqdemo.views import graph_objects as go
from seqdemo.views.chart_table import chart_csv
from seqdemo.views.paper_figure import LEAST_CM, MOST_CM, NARROW, WIDE, can_print, figure_bytes
from seqdemo.web.chart_saver import chart_saver

_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]
_WIDTH = "#figure.width"


def chart(figure: go.Figure, name: str, *, on_select: bool = False) -> Any:
    """A chart and buttons that save it; returns what was clicked, if asked."""
    place = f"{NAME}.chart.{name}"
    config = {
        "displaylogo": False,
        "modeBarButtonsToRemove": _BUTTONS,
        "toImageButtonOptions": {"format": "svg", "filename": name},
    }
    select: dict[str, Any] = {"on_select": "rerun", "selection_mode": "points"} if on_select else {}
    event = st.plotly_chart(figure, key=place, config=config, **select)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chart_saver(place, name)
        _for_a_paper(figure, name, place)
    return event


def _for_a_paper(figure: go.Figure, name: str, place: str) -> None:
    """Vector figure of a width in centimetres, and its numbers."""
    if not can_print(figure):
        return
    box = st.popover(
        "For a paper",
        key=f"{place}.paper",
        on_change="rerun",
        help="The chart as a vector figure of so many centimetres, its letters embedded, and its "
        "numbers",
    )
    if not box.open:
        return
    with box:
        width = st.number_input(
            "Width, cm",
            LEAST_CM,
            MOST_CM,
            float(st.session_state.get(key(_WIDTH), NARROW)),
            0.1,
            "%.1f",
            key=f"{place}.width",
            help=f"A column of a journal is often {NARROW} cm wide, a page {WIDE} cm",
        )
        st.session_state[key(_WIDTH)] = width
        downloads(*_files(figure, name, width), of=f"{width:.1f} cm wide")


def _files(figure: go.Figure, name: str, width: float) -> list[Download]:
    pdf, svg = (partial(figure_bytes, figure, width, kind) for kind in ("pdf", "svg"))
    words = "Vector figure, 8-point letters embedded, colours that the colour-blind can tell apart"
    return [
        Download("figure (.pdf)", pdf, f"{name}.pdf", "application/pdf", words),
        Download("figure (.svg)", svg, f"{name}.svg", "image/svg+xml", f"{words}; as outlines"),
        Download(
            "numbers (.csv)",
            partial(chart_csv, figure),
            f"{name}.csv",
            "text/csv",
            "Every point that the figure draws, a row each",
        ),
    ]
