"""Two hidden-state paths and their distance at each step."""

from __future__ import annotations

from typing import Any

import numpy as np

from seqdemo.analysis.principal_axes import principal_axes
from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES

NOW, BEFORE, *_ = IDENTITIES
_LAYOUT: dict[str, Any] = {
    "margin": {"l": 10, "r": 10, "t": 72, "b": 10},
    "height": 368,
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    # In a line of its own below the title: side by side they do not fit a phone.
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"},
}


def principal_plane(*paths: FloatArray) -> tuple[list[FloatArray], FloatArray]:
    """Project state paths onto the two directions in which they vary most together.

    Args:
        paths: States of each sequence, (T_i, H).

    Returns:
        Coordinates of each path, (T_i, 2), and the share of variance of both axes, (2,).
    """
    found = principal_axes(np.concatenate(paths), 2)
    return [found.project(path) for path in paths], found.share


def state_paths(now: Trace, before: Trace, names: tuple[str, str]) -> go.Figure:
    """Both paths in the plane of their principal components, starting from the zero state."""
    starts = [_with_start(trace) for trace in (now, before)]
    points, share = principal_plane(*starts)
    figure = go.Figure()
    for path, trace, name, colour in zip(points, (now, before), names, (NOW, BEFORE), strict=True):
        below = path is points[1]
        labels = ["start", *(label or "?" for label in trace.inputs)]
        figure.add_scatter(
            x=path[:, 0],
            y=path[:, 1],
            name=name,
            mode="lines+markers+text",
            text=labels,
            textposition="bottom center" if below else "top center",
            textfont={"size": 16},
            cliponaxis=False,
            marker={"size": 10, "color": colour},
            line={"color": colour, "width": 2.5},  # straight: between two steps there is no state
            hovertemplate=f"{name}, after %{{text}}<br>%{{x:.2f}}, %{{y:.2f}}<extra></extra>",
        )
    figure.update_layout(title=_title("The path of the hidden state"), **_LAYOUT)
    # Room for the letters above and below the outermost points.
    heights = np.concatenate(points)[:, 1]
    room = 0.16 * float(np.ptp(heights)) + 1e-3
    figure.update_yaxes(range=[float(heights.min()) - room, float(heights.max()) + room])
    figure.update_xaxes(
        title=f"component 1 ({percent(share[0], 0)} of the variance)", zeroline=False
    )
    figure.update_yaxes(title=f"component 2 ({percent(share[1], 0)})", zeroline=False)
    return figure


def distances(now: Trace, before: Trace) -> FloatArray:
    """Euclidean distance between both hidden states after each step they share, (T,)."""
    steps = min(len(now), len(before))
    gap = now.layers[-1].hidden[:steps] - before.layers[-1].hidden[:steps]
    return np.asarray(np.linalg.norm(gap, axis=1), dtype=np.float32)


def distance_bars(now: Trace, before: Trace) -> go.Figure:
    """How far the two hidden states are apart after each step."""
    apart = distances(now, before)
    labels = [
        f"{step + 1}: {now.inputs[step] or '?'} | {before.inputs[step] or '?'}"
        for step in range(len(apart))
    ]
    figure = go.Figure(
        go.Bar(
            x=labels,
            y=apart,
            marker={"color": NOW, "cornerradius": 5},
            width=0.5,
            text=[f"{value:.2f}" for value in apart],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="step %{x}<br>%{y:.2f} apart<extra></extra>",
        )
    )
    figure.update_layout(title=_title("How far apart the two states are"), **_LAYOUT)
    figure.update_xaxes(title="step: letter now | letter of the word kept")
    figure.update_yaxes(title="Euclidean distance", rangemode="tozero")
    return figure


def _title(words: str) -> dict[str, Any]:
    """At the top of the chart, above the legend."""
    return {"text": words, "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 8}}


def _with_start(trace: Trace) -> FloatArray:
    layer = trace.layers[-1]
    return np.concatenate([layer.previous_hidden()[:1], layer.hidden])
