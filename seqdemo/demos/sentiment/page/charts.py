"""Plotly charts of moods and of what words do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app.sections import CHART
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment.page.state import NAME
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES
from seqdemo.web.chart_saver import chart_saver

HUES = {
    "LSTM": IDENTITIES[0],
    "GRU": IDENTITIES[1],
    "RNN": IDENTITIES[3],
    "bag of words": IDENTITIES[2],
    "first sentence": IDENTITIES[0],
    "second sentence": IDENTITIES[1],
}
"""Colours of lines, by who speaks."""

_LAYOUT: dict[str, Any] = {
    "margin": {"l": 10, "r": 10, "t": 36, "b": 10},
    "height": 340,
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1, "xanchor": "right"},
}


def mood_lines(lines: Mapping[str, tuple[Sequence[str], FloatArray]]) -> go.Figure:
    """Mood after every word.

    Args:
        lines: Who speaks -> words and moods, T each; their number of words may differ.
    """
    figure = go.Figure()
    longest = max((words for words, _ in lines.values()), key=len)
    for name, (words, moods) in lines.items():
        figure.add_scatter(
            x=list(range(1, len(moods) + 1)),
            y=moods,
            name=name,
            mode="lines+markers",
            text=[word[:24] for word in words],
            line={
                "color": HUES.get(name),
                "width": 2.5,
                "dash": "dot" if name == "bag of words" else "solid",
            },
            marker={"size": 7},
            hovertemplate=f"{name}, after %{{text}}: %{{y:+.2f}}<extra></extra>",
        )
    figure.update_layout(**_LAYOUT)
    same = len({tuple(words) for words, _ in lines.values()}) == 1
    ticks = [word[:14] if same else str(n + 1) for n, word in enumerate(longest)]
    every = max(1, len(ticks) // 40)
    figure.update_xaxes(
        tickvals=list(range(1, len(ticks) + 1))[::every],
        ticktext=ticks[::every],
        title=None if same else "words read",
        zeroline=False,
    )
    figure.update_yaxes(range=[-1.08, 1.08], title="mood so far", zeroline=True, zerolinewidth=2)
    return figure


def word_bars(words: Sequence[str], bars: Mapping[str, FloatArray], title: str) -> go.Figure:
    """Signed bars for every word, measure beside measure.

    Args:
        words: T of them.
        bars: Measure -> what each word does, (T,).
        title: Of the axis.
    """
    figure = go.Figure()
    for (name, values), shade in zip(bars.items(), IDENTITIES, strict=False):
        figure.add_bar(
            x=list(range(len(words))),
            y=values,
            name=name,
            marker={"color": shade, "cornerradius": 3},
            text=[word[:24] for word in words],
            textposition="none",
            hovertemplate=f"%{{text}}: {name} %{{y:+.2f}}<extra></extra>",
        )
    figure.update_layout(barmode="group", **_LAYOUT)
    every = max(1, len(words) // 40)
    figure.update_xaxes(
        tickvals=list(range(len(words)))[::every],
        ticktext=[word[:14] for word in words][::every],
        ticklabeloverflow="allow",  # else the last bar loses its name where that reaches the edge
        zeroline=False,
    )
    figure.update_yaxes(title=title, zeroline=True, zerolinewidth=2)
    return figure


def scaled(values: FloatArray) -> FloatArray:
    """Values as shares of the largest in size; all 0 where that is 0."""
    most = float(np.abs(values).max(initial=0))
    return np.asarray(values / most if most else values, np.float32)


def chart(figure: go.Figure, name: str) -> None:
    """A chart, and buttons that save it as .png and .svg."""
    key = f"{NAME}.chart.{name}"
    st.plotly_chart(figure, key=key, config=CHART)
    chart_saver(key, name)
