"""Saturation plot: one point per unit and gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seqdemo.analysis.saturation import Saturation
from seqdemo.core.percent import percent
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES
from seqdemo.views.percent_axis import percent_axis

POINT, CHOSEN, *_ = reversed(IDENTITIES[:2])


def saturation_plot(
    gates: Mapping[str, Saturation],
    unit: int,
    real: Mapping[str, Saturation] | None = None,
    measured_on: str = "real data",
) -> go.Figure:
    """A panel for each gate.

    Args:
        gates: By name, in the order of the panels.
        unit: The one to point out.
        real: The same gates measured on real data, to be read beside the points' own figures.
        measured_on: That data, in words.
    """
    real = real or {}
    names = list(gates)
    titles = [f"{name}<br>gate" for name in names]  # in two lines, side by side on a phone
    figure = go.make_subplots(1, len(names), subplot_titles=titles, shared_yaxes=True)
    for column, name in enumerate(names, start=1):
        one = gates[name]
        figure.add_trace(_points(one, real.get(name), measured_on), 1, column)
        mark = {"size": 14, "color": CHOSEN, "line": {"width": 2, "color": "white"}}
        figure.add_scatter(
            x=[one.left[unit]],
            y=[one.right[unit]],
            mode="markers+text",
            text=[f"unit {unit}"],
            textposition="top center",
            marker=mark,
            hoverinfo="skip",
            cliponaxis=False,
            row=1,
            col=column,
        )
        figure.add_scatter(
            x=[0, 1],
            y=[1, 0],
            mode="lines",
            line={"color": "rgba(128,128,128,.4)", "dash": "dot", "width": 1},
            hoverinfo="skip",
            row=1,
            col=column,
        )
    _name_axes(figure, len(names))
    layout: dict[str, Any] = {"height": 340, "margin": {"l": 10, "r": 10, "t": 50, "b": 10}}
    clear = "rgba(0,0,0,0)"
    figure.update_layout(showlegend=False, paper_bgcolor=clear, plot_bgcolor=clear, **layout)
    return figure


def _name_axes(figure: go.Figure, panels: int) -> None:
    """Shares on both axes; of three panels side by side on a phone only the middle has room."""
    figure.update_xaxes(range=[-0.03, 1.03], **percent_axis(0, 1))
    for column in {1 + panels // 2, panels - panels // 2}:
        figure.update_xaxes(title="left: below 0.1", col=column)
    figure.update_yaxes(range=[-0.03, 1.08], **percent_axis(0, 1))
    figure.update_yaxes(title="right: above 0.9, share of steps", col=1)


def _points(one: Saturation, real: Saturation | None, measured_on: str) -> go.Scatter:
    said = [_shut_and_open(one, unit) for unit in range(len(one.left))]
    if real is not None:
        on = f"<br>on {measured_on} "
        said = [words + on + _shut_and_open(real, unit) for unit, words in enumerate(said)]
    return go.Scatter(
        x=one.left,
        y=one.right,
        mode="markers",
        customdata=[f"unit {unit}<br>{words}" for unit, words in enumerate(said)],
        marker={"size": 7, "color": POINT, "opacity": 0.55},
        hovertemplate="%{customdata}<extra></extra>",
    )


def _shut_and_open(one: Saturation, unit: int) -> str:
    shut, opened = (percent(float(share[unit]), 0) for share in (one.left, one.right))
    return f"shut {shut} of the time, open {opened}"
