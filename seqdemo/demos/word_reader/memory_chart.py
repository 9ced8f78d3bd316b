"""Chart of how surely each letter is read back after every later step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go

SCALE = [[0.0, "rgba(128,128,128,0.10)"], [0.5, "#b3a0c9"], [1.0, "#5b3f86"]]
"""Violet from nothing to certain: not a colour that means a sign."""

WRITTEN = 9
"""Up to as many letters each cell also says its number."""


def memory_chart(name: str, letters: Sequence[tuple[str, float]], there: FloatArray) -> go.Figure:
    """One square a letter and a later step.

    Args:
        name: Of the network.
        letters: The letter seen at each step, "" for none, with its probability.
        there: Probability that the letter of place k is read back after step t, (T, T), [t, k];
            NaN where it was not read yet.
    """
    labels = [f"{place + 1} {letter or '?'}" for place, (letter, _) in enumerate(letters)]
    shares = there.T
    text = [[f"{100 * value:.0f}" if value == value else "" for value in row] for row in shares]
    figure = go.Figure(
        go.Heatmap(
            z=shares,
            x=labels,
            y=labels,
            zmin=0,
            zmax=1,
            colorscale=SCALE,
            showscale=False,
            xgap=2,
            ygap=2,
            text=text if len(labels) <= WRITTEN else None,
            texttemplate="%{text}" if len(labels) <= WRITTEN else None,
            customdata=[[percent(value, 1) for value in row] for row in shares.tolist()],
            hovertemplate="letter %{y} after letter %{x}: %{customdata}<extra></extra>",
            hoverongaps=False,
        )
    )
    last = float(np.mean(there[-1]))
    figure.update_layout(
        title={"text": f"{name}: {percent(last, 0)} sure at the end", "font": {"size": 16}},
        height=330,
        margin={"l": 10, "r": 10, "t": 44, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(title="after letter", showgrid=False, type="category")
    figure.update_yaxes(title="letter", showgrid=False, type="category", autorange="reversed")
    return figure
