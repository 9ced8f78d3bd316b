"""Survival curve: right answers by distance."""

from __future__ import annotations

from collections.abc import Mapping

from seqdemo.views import graph_objects as go
from seqdemo.views.gradient_plot import COLOURS
from seqdemo.views.palette import IDENTITIES

FEW = 12
"""Distances up to which each has a tick."""


def survival_curve(
    shares: Mapping[str, Mapping[int, float]],
    names: Mapping[str, str],
    across: str,
    now: float | None = None,
) -> go.Figure:
    """One line a network; of equal lines the one behind is broader.

    Args:
        shares: Network -> distance -> share of right answers, 0 to 1.
        names: Network -> what it is called in the legend.
        across: What the distance is.
        now: Distance to mark; None for none.
    """
    figure = go.Figure()
    for place, (network, found) in enumerate(shares.items()):
        colour = COLOURS.get(network, IDENTITIES[place % len(IDENTITIES)])
        figure.add_scatter(
            x=list(found),
            y=list(found.values()),
            name=names[network],
            mode="lines+markers",
            line={"color": colour, "width": 2.5 + 2.5 * (len(shares) - 1 - place)},
            hovertemplate=f"{names[network]}, %{{x}}: %{{y:.0%}}<extra></extra>",
        )
    if now is not None:
        figure.add_vline(x=now, line={"dash": "dot", "color": "#888"})
    whole = max((max(found) for found in shares.values() if found), default=0) < FEW
    figure.update_xaxes(title=across, zeroline=False, **({"dtick": 1} if whole else {}))
    figure.update_yaxes(title="right answers", range=[-0.03, 1.05], tickformat=".0%")
    figure.update_layout(
        height=300,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )
    return figure
