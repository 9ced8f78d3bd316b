"""Expected-response plot: units by symbols, groups of units marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import LIGHT

SHOWN = 0.99
"""Share of all cells that is below the fullest colour."""


def response_plot(
    means: FloatArray, units: Sequence[int], groups: Sequence[int], symbols: Sequence[str]
) -> go.Figure:
    """Mean state after each symbol less the unit's mean; blue below it, orange above.

    Args:
        means: In the order in which they are drawn, (H, S).
        units: Number of each row's unit.
        groups: Group of each row, ascending.
        symbols: Names of the columns.
    """
    low, _, high = LIGHT.diverging
    most = float(np.quantile(np.abs(means), SHOWN)) or 1.0
    figure = go.Figure()
    figure.add_heatmap(
        z=means,
        x=list(range(len(symbols))),
        y=list(range(len(units))),
        customdata=np.array([[unit] * len(symbols) for unit in units]),
        # Not a list of lists: Plotly would look at every cell.
        text=np.tile(np.array(symbols, object), (len(units), 1)),
        zmin=-most,
        zmax=most,
        # The middle lets the paper through, be it light or dark.
        colorscale=[[0, low], [0.5, "rgba(128,128,128,0.06)"], [1, high]],
        colorbar={"thickness": 12},
        hovertemplate="unit %{customdata} after “%{text}”: %{z:+.3f}<extra></extra>",
    )
    edges = np.flatnonzero(np.diff(groups)) + 1
    for edge in edges:
        figure.add_hline(y=float(edge) - 0.5, line={"color": "#888", "width": 1})
    starts, ends = [0, *edges.tolist()], [*edges.tolist(), len(units)]
    sizes = [end - first for first, end in zip(starts, ends, strict=True)]
    figure.update_xaxes(
        tickvals=list(range(len(symbols))), ticktext=list(symbols), tickangle=0, showgrid=False
    )
    figure.update_yaxes(
        tickvals=[(first + end - 1) / 2 for first, end in zip(starts, ends, strict=True)],
        ticktext=[f"{n}: {size}" for n, size in enumerate(sizes, start=1)],
        title="group: units",
        autorange="reversed",
        showgrid=False,
    )
    figure.update_layout(
        height=430,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
