"""Plotly charts of the explorer: each can be saved as a picture."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from seqdemo.components.explore_page import NAME

_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]


def chart(figure: go.Figure, name: str, *, on_select: bool = False) -> Any:
    """A chart whose camera saves it as .svg; returns what was clicked, if asked."""
    config = {
        "displaylogo": False,
        "modeBarButtonsToRemove": _BUTTONS,
        "toImageButtonOptions": {"format": "svg", "filename": name},
    }
    if not on_select:
        return st.plotly_chart(figure, key=f"{NAME}.chart.{name}", config=config)
    return st.plotly_chart(
        figure,
        key=f"{NAME}.chart.{name}",
        config=config,
        on_select="rerun",
        selection_mode="points",
    )
