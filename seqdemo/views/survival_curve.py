"""Survival curve: right answers by distance."""

from __future__ import annotations

from collections.abc import Mapping

from seqdemo.core.percent import percent
from seqdemo.views import graph_objects as go
from seqdemo.views.gradient_plot import COLOURS
from seqdemo.views.palette import IDENTITIES
from seqdemo.views.percent_axis import percent_axis

FEW = 12
"""Distances up to which each has a tick."""


def survival_curve(
    shares: Mapping[str, Mapping[int, float]],
    names: Mapping[str, str],
    across: str,
    now: float | None = None,
    spread: Mapping[str, Mapping[int, tuple[float, float]]] | None = None,
) -> go.Figure:
    """One line a network, in a band if its training was repeated; equal lines are seen as stripes.

    Args:
        shares: Network -> distance -> share of right answers, 0 to 1.
        names: Network -> what it is called in the legend.
        across: What the distance is.
        now: Distance to mark; None for none.
        spread: Network -> distance -> least and greatest share among its trainings.
    """
    figure = go.Figure()
    for place, (network, found) in enumerate(shares.items()):
        colour = COLOURS.get(network, IDENTITIES[place % len(IDENTITIES)])
        if spread and network in spread:
            _band(figure, spread[network], colour)
        figure.add_scatter(
            x=list(found),
            y=list(found.values()),
            name=names[network],
            mode="lines+markers",
            line={"color": colour, "width": 2.5 + 2.5 * (len(shares) - 1 - place)},
            customdata=[percent(share, 0) for share in found.values()],
            hovertemplate=f"{names[network]}, %{{x}}: %{{customdata}}<extra></extra>",
        )
    if now is not None:
        figure.add_vline(x=now, line={"dash": "dot", "color": "#888"})
    whole = max((max(found) for found in shares.values() if found), default=0) < FEW
    figure.update_xaxes(title=across, zeroline=False, **({"dtick": 1} if whole else {}))
    figure.update_yaxes(title="right answers", range=[-0.03, 1.05], **percent_axis(0, 1))
    figure.update_layout(
        height=300,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )
    return figure


def _band(figure: go.Figure, between: Mapping[int, tuple[float, float]], colour: str) -> None:
    """The range of several trainings, from their least to their greatest share."""
    distances, ends = list(between), list(between.values())
    figure.add_scatter(
        x=[*distances, *reversed(distances)],
        y=[*(low for low, _ in ends), *(high for _, high in reversed(ends))],
        fill="toself",
        fillcolor=colour,
        line={"width": 0},
        mode="lines",
        opacity=0.2,
        hoverinfo="skip",
        showlegend=False,
    )
