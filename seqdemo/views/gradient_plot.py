"""Gradient norms back through time, logarithmic."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES
from seqdemo.views.significant import significant

COLOURS = dict(zip(("lstm", "gru", "rnn"), IDENTITIES, strict=False))


def gradient_plot(
    norms: Mapping[str, FloatArray],
    step: int,
    window: int,
    names: Mapping[str, str],
    memories: Mapping[str, FloatArray] | None = None,
) -> go.Figure:
    """One line a network, and a dashed one where it has a cell state.

    Args:
        norms: Network -> |dL/dh_t| of every step up to the output, (T,).
        step: The step of the output, from 0.
        window: Steps of the BPTT window, 0 for no cut.
        names: Network -> what it is called in the legend.
        memories: Network -> |dL/dc_t|, (T,), of those that have a cell state.
    """
    figure = go.Figure()
    for place, network in enumerate(norms):
        colour = COLOURS.get(network, IDENTITIES[place % len(IDENTITIES)])
        solid = {"color": colour, "width": 2.5}
        _line(figure, norms[network], step, window, names[network], solid)
        if memories and network in memories:
            name, dashed = f"{names[network]}, cell state", {**solid, "dash": "dash"}
            _line(figure, memories[network], step, window, name, dashed)
    if window and window <= step:
        figure.add_vline(x=-window + 0.5, line={"dash": "dot", "color": "#888"})
    ticks = {"dtick": 1} if step < 15 else {}
    figure.update_xaxes(title="steps before the output", zeroline=False, **ticks)
    figure.update_yaxes(
        type="log",
        title="|dL/dh|, nats per unit of h" + (" (dashed: of c)" if memories else ""),
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


def _line(
    figure: go.Figure,
    values: FloatArray,
    step: int,
    window: int,
    name: str,
    line: Mapping[str, object],
) -> None:
    """Norms from the output backwards, as far as the window reaches."""
    kept = np.arange(step + 1)[: window or None]
    norms = _positive(values[: step + 1][::-1][: len(kept)])
    figure.add_scatter(
        x=-kept,
        y=norms,
        name=name,
        mode="lines",
        line=line,
        customdata=[significant(float(norm)) for norm in norms],
        hovertemplate=f"{name}, %{{x}} steps: %{{customdata}}<extra></extra>",
    )


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
