"""Patching matrix: what each state of another input does to an answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import LIGHT

ROW, ROOM = 30, 110
"""Pixels of a row, and of what stands around all rows."""


def patch_plot(
    changes: FloatArray, rows: Sequence[str], labels: Sequence[str], others: Sequence[str]
) -> go.Figure:
    """A cell for each site and step, blue where the answer gets less likely, orange where more.

    Args:
        changes: Change of a log-probability, (sites, steps), nats.
        rows: Names of the sites.
        labels: What was read at each step.
        others: What the other input has there.
    """
    low, _, high = LIGHT.diverging
    most = float(np.abs(changes).max()) or 1.0
    steps = list(range(1, len(labels) + 1))
    both = [f"{one} → {other}" for one, other in zip(labels, others, strict=True)]
    figure = go.Figure()
    figure.add_heatmap(
        z=changes,
        x=steps,
        y=list(rows),
        customdata=[both] * len(rows),
        zmin=-most,
        zmax=most,
        # The middle lets the paper through, be it light or dark.
        colorscale=[[0, low], [0.5, "rgba(128,128,128,0.1)"], [1, high]],
        colorbar={"title": {"text": "nats"}, "thickness": 12},
        xgap=1,
        ygap=1,
        hovertemplate="%{y}, %{customdata}: %{z:+.3f} nats<extra></extra>",
    )
    figure.update_xaxes(
        tickvals=steps,
        ticktext=[
            one if one == other else f"{one}<br><b>{other}</b>"
            for one, other in zip(labels, others, strict=True)
        ],
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_layout(
        height=ROOM + ROW * len(rows),
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure
