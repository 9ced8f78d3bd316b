"""Dose-response plot: an outcome by the value of what is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from seqdemo.analysis.ratio_estimate import Estimate
from seqdemo.core.percent import percent
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES
from seqdemo.views.percent_axis import percent_axis
from seqdemo.views.significant import significant

ByLevel = Mapping[float, Estimate]

ASKED, RANDOM = IDENTITIES[0], IDENTITIES[2]
TICKS = tuple(step * 10**power for power in range(-3, 5) for step in (1, 2, 5))
"""Of a logarithmic axis."""

ROOM = 1.3
"""Room beyond the curves, as a factor, for their intervals."""


def dose_plot(
    asked: ByLevel,
    baseline: ByLevel,
    randoms: Sequence[ByLevel],
    untouched: Estimate | None,
    *,
    title: str,
    name: str,
    random: str = "random units",
    logarithmic: bool = False,
    share: bool = False,
    tall: int = 300,
) -> go.Figure:
    """The curve of what is held in its 95 % interval, over those of random units or directions.

    Args:
        asked: Held at -> outcome.
        baseline: The same, mean of what is random.
        randoms: The same of each random one.
        untouched: Outcome of the untouched network.
        title: What the outcome is.
        name: What is held, in the legend.
        random: What it is compared with, in the legend.
        logarithmic: Whether the outcome's axis is.
        share: Whether the outcome is a share, 0..1.
        tall: Pixels.
    """
    figure = go.Figure()
    range_ = _range(asked, baseline, randoms, untouched, logarithmic)
    for one in randoms:
        _line(figure, one, RANDOM, 1, "", share, opacity=0.35)
    if baseline:
        _band(figure, baseline, RANDOM, range_, random)
        _line(figure, baseline, RANDOM, 2.5, random, share)
    _band(figure, asked, ASKED, range_, name)
    _line(figure, asked, ASKED, 3, name, share, markers=True)
    if untouched and np.isfinite(untouched.value):
        figure.add_hline(
            y=untouched.value,
            line={"dash": "dot", "color": "#888"},
            annotation={"text": "untouched", "font": {"color": "#888"}},
            annotation_position="top left",
        )
    _axes(figure, title, range_, logarithmic=logarithmic, share=share)
    _frame(figure, tall)
    return figure


def _frame(figure: go.Figure, tall: int) -> None:
    figure.update_layout(
        height=tall,
        margin={"l": 10, "r": 10, "t": 24, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )


def _axes(
    figure: go.Figure,
    title: str,
    range_: tuple[float, float],
    *,
    logarithmic: bool,
    share: bool,
) -> None:
    figure.update_xaxes(title="held at", zeroline=False, tickvals=[-1, -0.5, 0, 0.5, 1])
    ticks = percent_axis(*range_) if share else {}
    kind = {"type": "log", "tickvals": TICKS} if logarithmic else ticks
    bounds = np.log10(range_) if logarithmic else range_
    figure.update_yaxes(title=title, range=list(bounds), zeroline=False, **kind)


def _range(
    asked: ByLevel,
    baseline: ByLevel,
    randoms: Sequence[ByLevel],
    untouched: Estimate | None,
    logarithmic: bool,
) -> tuple[float, float]:
    """Least and greatest value that is shown: intervals may run out of it, curves never."""
    curves = [asked, baseline, *randoms]
    each = [one for curve in curves for one in curve.values()] + ([untouched] if untouched else [])
    values = np.array([one.value for one in each if np.isfinite(one.value)] or [0.5])
    least, most = float(values.min()), float(values.max())
    if logarithmic:
        return max(least, 1e-3) / ROOM, max(most, 1e-3) * ROOM
    room = max((most - least) * (ROOM - 1), 0.02 * abs(most), 1e-3)
    return max(0.0, least - room), most + room


def _line(
    figure: go.Figure,
    curve: ByLevel,
    colour: str,
    width: float,
    name: str,
    share: bool,
    *,
    markers: bool = False,
    opacity: float = 1.0,
) -> None:
    levels = list(curve)
    figure.add_scatter(
        x=levels,
        y=[one.value if np.isfinite(one.value) else None for one in curve.values()],
        customdata=[
            f"{_said(one.value, share)}, {_interval(one, share)}" for one in curve.values()
        ],
        name=name,
        mode="lines+markers" if markers else "lines",
        line={"color": colour, "width": width},
        opacity=opacity,
        showlegend=bool(name),
        hoverinfo=None if name else "skip",
        hovertemplate=f"{name} at %{{x}}: %{{customdata}}<extra></extra>" if name else None,
    )


def _said(value: float, share: bool) -> str:
    return percent(value, 1) if share else significant(value)


def _interval(one: Estimate, share: bool) -> str:
    low, high = (_said(end, share) for end in (one.low, one.high))
    return f"{low} to {high}" if np.isfinite(one.high) else f"at least {low}"


def _band(
    figure: go.Figure, curve: ByLevel, colour: str, range_: tuple[float, float], name: str
) -> None:
    """The 95 % interval, cut where the picture ends."""
    kept = {level: one for level, one in curve.items() if not np.isnan(one.value)}
    levels = list(kept)
    lows, highs = (
        np.clip([getattr(one, end) for one in kept.values()], *range_) for end in ("low", "high")
    )
    figure.add_scatter(
        x=[*levels, *reversed(levels)],
        y=[*lows, *reversed(highs)],
        name=f"{name}, 95\N{NO-BREAK SPACE}% interval",
        fill="toself",
        fillcolor=colour,
        line={"width": 0},
        mode="lines",
        opacity=0.2,
        hoverinfo="skip",
        showlegend=False,
    )
