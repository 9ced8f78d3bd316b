"""Gradient norms back through time, logarithmic."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES

COLOURS = dict(zip(("lstm", "gru", "rnn"), IDENTITIES, strict=False))


def gradient_plot(
    norms: Mapping[str, FloatArray], step: int, window: int, names: Mapping[str, str]
) -> go.Figure:
    """One line a network.

    Args:
        norms: Network -> |dL/dh_t| of every step up to the output, (T,).
        step: The step of the output, from 0.
        window: Steps of the BPTT window, 0 for no cut.
        names: Network -> what it is called in the legend.
    """
    figure = go.Figure()
    for place, (network, values) in enumerate(norms.items()):
        back = np.arange(step + 1)
        shown = values[: step + 1][::-1]
        kept = back if not window else back[:window]
        figure.add_scatter(
            x=-kept,
            y=_positive(shown[: len(kept)]),
            name=names[network],
            mode="lines",
            line={"color": COLOURS.get(network, IDENTITIES[place % len(IDENTITIES)]), "width": 2.5},
            hovertemplate=f"{names[network]}, %{{x}} steps: %{{y:.2e}}<extra></extra>",
        )
    if window and window <= step:
        figure.add_vline(x=-window + 0.5, line={"dash": "dot", "color": "#888"})
    ticks = {"dtick": 1} if step < 15 else {}
    figure.update_xaxes(title="steps before the output", zeroline=False, **ticks)
    figure.update_yaxes(
        type="log",
        title="|dL/dh|, nats per unit of h",
        exponentformat="power",
        dtick=2 if _decades(norms, step) > 4 else 1,
    )
    figure.update_layout(
        height=320,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )
    return figure


def _decades(norms: Mapping[str, FloatArray], step: int) -> float:
    """How many powers of ten lie between the largest and the smallest norm."""
    if not norms:
        return 0.0
    every = np.concatenate([_positive(values[: step + 1]) for values in norms.values()])
    found = every[np.isfinite(every)]
    return float(np.log10(found.max() / found.min())) if len(found) else 0.0


def _positive(norms: FloatArray) -> FloatArray:
    """Norms as a logarithmic axis takes them: where nothing at all is left, the line ends."""
    return np.where(norms > 0, norms, np.nan)
