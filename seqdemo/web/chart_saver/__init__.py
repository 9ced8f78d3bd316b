"""Two buttons under a chart that save it as a picture: drawn by the browser, asked of nobody."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
_SHARED = HERE.parent / "unroll" / "js"

_mount = st.components.v2.component(
    "seqdemo_chart_saver",
    html=(HERE / "chart_saver.html").read_text("utf-8"),
    css=(HERE / "chart_saver.css").read_text("utf-8"),
    js="\n".join(
        path.read_text("utf-8") for path in (_SHARED / "mount.js", HERE / "chart_saver.js")
    ),
)


def chart_saver(chart: str, name: str) -> None:
    """Save the plotly chart with the key `chart` as `name`.png or `name`.svg."""
    _mount(key=f"{chart}.saver", data={"chart": f"st-key-{chart.replace('.', '-')}", "name": name})
