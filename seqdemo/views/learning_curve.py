"""Learning curve over the stages of a training run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES

MARKED, CURVE = IDENTITIES[0], IDENTITIES[2]


def learning_curve(stages: Sequence[Mapping[str, Any]], now: float) -> go.Figure:
    """Validation loss in bits over passes through the text, one of them marked.

    Args:
        stages: "epochs" and "windows_nats" of each, nats per character.
        now: Epochs of the stage to mark.
    """
    # A logarithmic axis shows the first tenth of a pass, but has no place for 0.
    least = min((stage["epochs"] for stage in stages if stage["epochs"] > 0), default=1) / 3
    x = [max(stage["epochs"], least) for stage in stages]
    y = [stage["windows_nats"] / log(2) for stage in stages]
    here = [stage["epochs"] == now for stage in stages]
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="lines+markers",
            line={"color": CURVE, "width": 2.5},
            marker={
                "size": [16 if mark else 8 for mark in here],
                "color": [MARKED if mark else CURVE for mark in here],
            },
            customdata=[f"{stage['epochs']:g}" for stage in stages],
            hovertemplate="after %{customdata} passes: %{y:.2f} bits<extra></extra>",
        )
    )
    figure.update_layout(
        height=280,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
    )
    ticks = [f"{round(stage['epochs'], 1):g}" for stage in stages]
    figure.update_xaxes(
        type="log", tickvals=x, ticktext=ticks, title="passes through the text", zeroline=False
    )
    figure.update_yaxes(title="bits per character", rangemode="tozero")
    return figure
