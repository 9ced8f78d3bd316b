"""Component: two buttons that save a chart as a picture."""

from __future__ import annotations

from pathlib import Path

from seqdemo.web.bridge import component

_mount = component("chart_saver", Path(__file__).parent)


def chart_saver(chart: str, name: str) -> None:
    """Save the plotly chart with the key `chart` as `name`.png or `name`.svg."""
    _mount(key=f"{chart}.saver", data={"chart": f"st-key-{chart.replace('.', '-')}", "name": name})
