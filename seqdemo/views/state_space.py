"""Hidden states in two or three principal components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seqdemo.analysis.principal_axes import PrincipalAxes
from seqdemo.core.character_names import with_signs
from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray
from seqdemo.views import graph_objects as go
from seqdemo.views.palette import IDENTITIES

COLOURS = IDENTITIES[:2]
NAMED_UP_TO = 60
"""Steps up to which every point carries its label."""

_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Path:
    """One sequence.

    Attributes:
        name: In the legend.
        labels: What was read at each step.
        states: After each step, (T, H).
        first: Step of the first of them, from 0.
    """

    name: str
    labels: Sequence[str]
    states: FloatArray
    first: int = 0

    @property
    def steps(self) -> range:
        """Numbers of the steps, from 1."""
        return range(self.first + 1, self.first + 1 + len(self.labels))


def state_space(
    axes: PrincipalAxes, paths: Sequence[Path], now: int, cloud: FloatArray | None = None
) -> go.Figure:
    """Paths in the plane or the space of principal components.

    Args:
        axes: Two or three of them.
        paths: At most two sequences.
        now: Step of the first path to point out.
        cloud: Other states, (N, H), as a pale background.
    """
    figure = go.Figure()
    if cloud is not None:
        figure.add_trace(_points(axes.project(cloud), **_cloud()))
    for path, colour in zip(paths, COLOURS, strict=False):
        points = axes.project(path.states)
        figure.add_trace(_points(points, **_line(path, colour)))
    here = axes.project(paths[0].states[now : now + 1])
    figure.add_trace(_points(here, **_here(paths[0].labels[now])))
    titles = [
        f"component {n} ({percent(share, 0)} of the variance)"
        for n, share in enumerate(axes.share, start=1)
    ]
    if len(axes.share) == 3:
        names = ("xaxis", "yaxis", "zaxis")
        figure.update_layout(
            scene={
                name: {"title": title, "backgroundcolor": _CLEAR, "showspikes": False}
                for name, title in zip(names, titles, strict=True)
            }
        )
    else:
        figure.update_xaxes(title=titles[0], zeroline=False)
        figure.update_yaxes(title=titles[1], zeroline=False)
    figure.update_layout(
        height=560,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        paper_bgcolor=_CLEAR,
        plot_bgcolor=_CLEAR,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )
    return figure


def _points(points: FloatArray, **how: Any) -> Any:
    if points.shape[1] == 3:
        how.pop("cliponaxis", None)
        kind: Any = go.Scatter3d
        return kind(x=points[:, 0], y=points[:, 1], z=points[:, 2], **how)
    if how["mode"] == "markers" and len(points) > 500:
        return go.Scattergl(x=points[:, 0], y=points[:, 1], **how)
    return go.Scatter(x=points[:, 0], y=points[:, 1], **how)


def _cloud() -> dict[str, Any]:
    marker = {"size": 3, "color": "rgba(128,128,128,.28)"}
    return {"mode": "markers", "name": "corpus", "marker": marker, "hoverinfo": "skip"}


def _line(path: Path, colour: str) -> dict[str, Any]:
    named = len(path.labels) <= NAMED_UP_TO
    shown = [with_signs(label)[:12] for label in path.labels]
    return {
        "mode": "lines+markers+text" if named else "lines+markers",
        "name": path.name,
        "text": shown,
        "textposition": "top center",
        "customdata": list(path.steps),
        "marker": {"size": 7 if named else 4, "color": colour},
        "line": {"color": colour, "width": 2 if named else 1},
        "hovertemplate": "after %{text} (step %{customdata})<extra></extra>",
    }


def _here(label: str) -> dict[str, Any]:
    return {
        "mode": "markers",
        "name": f"selected: {with_signs(label)}",
        "marker": {"size": 14, "color": _CLEAR, "line": {"width": 3, "color": "#888"}},
        "hoverinfo": "skip",
    }
