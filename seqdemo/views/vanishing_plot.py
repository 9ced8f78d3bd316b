"""Gradient norms averaged over texts, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.analysis.vanishing import Vanishing
from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.gradient_plot import COLOURS
from seqdemo.views.palette import IDENTITIES
from seqdemo.views.significant import significant

LAYOUT = {
    "height": 320,
    "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
}


def vanishing_plot(
    hidden: Mapping[str, Vanishing], cells: Mapping[str, Vanishing], names: Mapping[str, str]
) -> go.Figure:
    """A line a network in its 95 % interval, dashed for the cell state, on a logarithmic axis.

    Args:
        hidden: Network -> |dL/dh|.
        cells: Network -> |dL/dc|, of those that have a cell state.
        names: Network -> what it is called in the legend.
    """
    figure = go.Figure()
    for place, (network, found) in enumerate(hidden.items()):
        colour = COLOURS.get(network, IDENTITIES[place % len(IDENTITIES)])
        _line(figure, found, names[network], {"color": colour, "width": 2.5})
        if network in cells:
            dashed = {"color": colour, "width": 2.5, "dash": "dash"}
            _line(figure, cells[network], f"{names[network]}, cell state", dashed)
    figure.update_xaxes(title="steps before the output", zeroline=False)
    title = "|dL/dh|, nats per unit" + (" (dashed: |dL/dc|)" if cells else "")
    figure.update_yaxes(type="log", title=title, exponentformat="power")
    figure.update_layout(**LAYOUT)
    return figure


def singular_plot(values: FloatArray, first: int) -> go.Figure:
    """The largest singular values of the Jacobian, a line each.

    Args:
        values: (steps, count).
        first: Number of the first step, from 1.
    """
    figure = go.Figure()
    for number, row in enumerate(values.T):
        figure.add_scatter(
            x=first + np.arange(len(row)),
            y=row,
            name=("largest", "second", "third")[number],
            mode="lines+markers",
            line={"color": IDENTITIES[number], "width": 2.5},
        )
    figure.add_hline(y=1, line={"dash": "dot", "color": "#888"})
    figure.update_xaxes(title="step", zeroline=False)
    figure.update_yaxes(title="singular value", rangemode="tozero")
    figure.update_layout(**(LAYOUT | {"height": 260}))
    return figure


def _line(figure: go.Figure, found: Vanishing, name: str, line: Mapping[str, object]) -> None:
    steps = -np.arange(len(found.mean))
    figure.add_scatter(
        x=np.concatenate([steps, steps[::-1]]),
        y=np.concatenate([found.high, found.low[::-1]]),
        name=f"{name}, 95\N{NO-BREAK SPACE}% interval",
        fill="toself",
        line={"width": 0},
        fillcolor=line["color"],
        opacity=0.18,
        hoverinfo="skip",
        showlegend=False,
    )
    figure.add_scatter(
        x=steps,
        y=found.mean,
        name=name,
        mode="lines",
        line=line,
        customdata=[significant(float(mean)) for mean in found.mean],
        hovertemplate=f"{name}, %{{x}} steps: %{{customdata}}<extra></extra>",
    )
