"""Quality by length: one curve for each network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES


class Group(Protocol):
    """Sources of like length: words on average, how many, and their BLEU."""

    @property
    def words(self) -> float: ...  # noqa: D102
    @property
    def sentences(self) -> int: ...  # noqa: D102
    @property
    def bleu(self) -> float: ...  # noqa: D102


def quality_by_length(curves: Mapping[str, Sequence[Group]]) -> go.Figure:
    """BLEU over the words of a source.

    Args:
        curves: Name -> groups, shortest first.
    """
    figure = go.Figure()
    for (name, groups), colour in zip(curves.items(), IDENTITIES, strict=False):
        figure.add_trace(_curve(name, groups, colour))
    figure.update_layout(
        height=280,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    figure.update_xaxes(title="words of the source, on average", rangemode="tozero")
    figure.update_yaxes(title="BLEU", rangemode="tozero")
    return figure


def _curve(name: str, groups: Sequence[Group], colour: str) -> Any:
    return go.Scatter(
        x=[group.words for group in groups],
        y=[group.bleu for group in groups],
        name=name,
        mode="lines+markers",
        line={"color": colour, "width": 2.5},
        marker={"size": 9},
        customdata=[group.sentences for group in groups],
        hovertemplate="%{x:.0f} words: BLEU %{y:.1f} (%{customdata:,} sources)<extra></extra>",
    )
