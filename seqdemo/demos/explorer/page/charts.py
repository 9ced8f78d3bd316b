"""Plotly charts of the explorer: each can be saved as a picture."""

from __future__ import annotations

from typing import Any

import streamlit as st

from seqdemo.demos.explorer.page.state import NAME
from seqdemo.views import graph_objects as go
from seqdemo.web.chart_saver import chart_saver

_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]


def chart(figure: go.Figure, name: str, *, on_select: bool = False) -> Any:
    """A chart and buttons that save it as .png and .svg; returns what was clicked, if asked."""
    key = f"{NAME}.chart.{name}"
    config = {
        "displaylogo": False,
        "modeBarButtonsToRemove": _BUTTONS,
        "toImageButtonOptions": {"format": "svg", "filename": name},
    }
    select: dict[str, Any] = {"on_select": "rerun", "selection_mode": "points"} if on_select else {}
    event = st.plotly_chart(figure, key=key, config=config, **select)
    chart_saver(key, name)
    return event
