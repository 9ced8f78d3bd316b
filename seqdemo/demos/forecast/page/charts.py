"""Plotly charts of the page, in the colours of the fan."""

from __future__ import annotations

from collections.abc import Sequence

from seqdemo.core.trace import FloatArray
from seqdemo.demos.forecast.page.colours import colour
from seqdemo.demos.forecast.season_units import SeasonUnit
from seqdemo.demos.forecast.series import Series, Values
from seqdemo.views import graph_objects as go


def _figure(height: int, title: str) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        legend={"orientation": "h", "y": 1.12, "x": 0},
        yaxis_title=title,
        hovermode="x unified",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(showgrid=False, nticks=8)
    return figure


def line(
    figure: go.Figure,
    x: Sequence[str],
    y: Values | FloatArray,
    name: str,
    ink: str,
    dash: str = "solid",
    axis: str = "y",
    width: float = 2.2,
) -> None:
    """Add a line to a chart."""
    style = {"color": ink, "dash": dash, "width": width}
    figure.add_scatter(x=list(x), y=y, name=name, mode="lines", line=style, yaxis=axis)


def mattered_chart(labels: Sequence[str], moved: FloatArray, asked: str, change: str) -> go.Figure:
    """How much the forecast moves with a change of each past value, "1" or "1 %", as bars."""
    unit = change.removeprefix("1")
    figure = _figure(260, f"moves it by{unit and f', {unit.strip()}'}")
    figure.add_bar(
        x=list(labels),
        y=moved,
        marker_color=[colour("network" if value >= 0 else "seasonal") for value in moved],
        hovertemplate=f"If %{{x}} had been {change} higher,<br>{asked} would be "
        f"%{{y:.2f}}{unit} higher<extra></extra>",
    )
    return figure.update_layout(hovermode="closest", showlegend=False)


def season_chart(series: Series, found: SeasonUnit) -> go.Figure:
    """A unit's state and the series, at the same moments."""
    figure = _figure(300, "hidden state")
    labels = [series.label(at - 1) for at in found.moments]
    values = series.values[[at - 1 for at in found.moments]]
    line(figure, labels, values, series.title, colour("naive"), axis="y2", width=1.4)
    line(figure, labels, found.states, f"unit {found.unit + 1}", colour("network"))
    line(figure, labels, found.repeated, "what repeats of it", colour("seasonal"), dash="dot")
    side = {"overlaying": "y", "side": "right", "showgrid": False, "title": series.unit}
    return figure.update_layout(yaxis2=side)


def forced_chart(
    labels: Sequence[str], truth: Values, forced: Values, free: Values, ahead: Values, unit: str
) -> go.Figure:
    """What came, told one step ahead, running free, and many steps ahead."""
    figure = _figure(330, unit)
    line(figure, labels, truth, "what came", colour("truth"), width=3)
    line(figure, labels, forced, "one step ahead, told the truth every time", colour("forced"))
    line(figure, labels, free, "running free on its own guesses", colour("theta"), dash="dash")
    line(figure, labels, ahead, "many steps at once", colour("network"))
    return figure
