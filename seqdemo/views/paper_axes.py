"""Axes of a paper figure: titles, ticks, marks, heat maps."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from seqdemo.views.paper_colours import rgba

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_VECTOR_CELLS = 6_000
"""Cells of a heat map that are drawn one by one; of larger ones a picture of 600 dpi is kept."""

WITH_GAPS = 600
"""Cells up to which a heat map has white lines between them."""


LETTER = 4.4
"""Width of a letter of 8 points, about, in points."""


def plain(text: object) -> str:
    """A text of Plotly without its tags."""
    return re.sub(r"<[^>]+>", "", str(text).replace("<br>", "\n"))


def heat(axis: Axes, trace: Any) -> None:
    """A heat map with its scale."""
    from matplotlib.colors import LinearSegmentedColormap

    values = np.asarray(trace.z, float)
    ends = trace.colorscale[0][1], trace.colorscale[-1][1]
    scale = LinearSegmentedColormap.from_list("chart", [ends[0], "#ffffff", ends[1]])
    many = values.size > MOST_VECTOR_CELLS
    mesh = axis.pcolormesh(
        _edges(trace.x, values.shape[1]),
        _edges(trace.y, values.shape[0]),
        values,
        cmap=scale,
        vmin=trace.zmin,
        vmax=trace.zmax,
        linewidth=0.3 if values.size <= WITH_GAPS else 0,
        edgecolor="white" if values.size <= WITH_GAPS else "none",
        rasterized=many,
    )
    figure = _whole(axis)
    figure.set_dpi(600 if many else 72)
    bar = figure.colorbar(mesh, ax=axis, pad=0.02, aspect=30)
    assert bar.solids is not None
    bar.solids.set(rasterized=False, edgecolor="face")
    bar.outline.set_linewidth(0.4)
    bar.set_label(trace.colorbar.title.text or "")
    if len(trace.y) and isinstance(trace.y[0], str):
        axis.set_yticks(range(len(trace.y)), [plain(name) for name in trace.y])


def _whole(axis: Axes) -> Figure:
    """The figure that a panel is part of."""
    figure = axis.get_figure(root=True)
    assert figure is not None
    return figure


def _edges(places: Sequence[Any], count: int) -> np.ndarray[Any, Any]:
    """Where cells end; cells with names stand at 0, 1, 2, ..."""
    first = float(places[0]) if len(places) and not isinstance(places[0], str) else 0.0
    return first - 0.5 + np.arange(count + 1)


def note_shapes(axis: Axes, figure: Any, name: str) -> None:
    """Straight lines across a panel, and what is written on it."""
    for shape in figure.layout.shapes:
        if (shape.xref or "x").split()[0] not in (name, "paper"):
            continue
        dotted = ":" if shape.line.dash else "-"
        how: dict[str, Any] = {
            "color": rgba(shape.line.color),
            "linewidth": 0.7,
            "linestyle": dotted,
        }
        if shape.y0 == shape.y1:
            axis.axhline(float(shape.y0), **how)
        elif shape.x0 == shape.x1:
            axis.axvline(float(shape.x0), **how)
    for note in figure.layout.annotations:
        _note(axis, figure, name, note)


def _note(axis: Axes, figure: Any, name: str, note: Any) -> None:
    domain = figure.layout[f"xaxis{name[1:]}"].domain or (0, 1)
    if note.xref == "paper" and note.yref == "paper":
        if domain[0] <= note.x <= domain[1]:
            axis.set_title(plain(note.text), fontsize=8)
    elif (note.xref or "x").split()[0] == name and (note.yref or "y") == "y":
        where = (float(note.x), float(note.y))
        how: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "fontsize": 6}
        axis.annotate(plain(note.text), where, (2, 2), textcoords="offset points", **how)


def dress(axis: Axes, figure: Any, name: str) -> None:
    """Titles, ranges, scales and ticks."""
    across = figure.layout[f"xaxis{name[1:]}"]
    up = figure.layout[f"yaxis{name[1:]}"]
    shared = figure.layout[f"yaxis{up.matches[1:]}"] if up.matches else up
    axis.set_xlabel(plain(across.title.text or ""))
    axis.set_ylabel(_wrapped(axis, plain(up.title.text or "")))
    for way, one in (("x", across), ("y", shared)):
        _scale(axis, way, one)
        _ticks(axis, way, one)
    axis.tick_params(width=0.6, length=2.5)


def _wrapped(axis: Axes, title: str) -> str:
    """The title of the upright axis in as many lines as the panel's height asks for."""
    tall = 72 * _whole(axis).get_figheight()
    return "\n".join(textwrap.wrap(title, max(12, int(0.75 * tall / LETTER))))


def _scale(axis: Axes, way: str, one: Any) -> None:
    logarithmic = one.type == "log"
    if logarithmic:
        getattr(axis, f"set_{way}scale")("log")
    if one.range is not None:
        ends = [10 ** float(end) if logarithmic else float(end) for end in one.range]
        getattr(axis, f"set_{way}lim")(*ends)
    elif one.autorange == "reversed":
        getattr(axis, f"invert_{way}axis")()
    if one.rangemode == "tozero":
        getattr(axis, f"set_{way}lim")(0)


def _ticks(axis: Axes, way: str, one: Any) -> None:
    from matplotlib.ticker import NullFormatter

    lines = getattr(axis, f"{way}axis")
    if one.tickvals is not None:
        low, high = sorted(getattr(axis, f"get_{way}lim")())
        kept = [n for n, value in enumerate(one.tickvals) if low <= value <= high]
        names = [plain(name) for name in one.ticktext or map(_number, one.tickvals)]
        kept = kept[:: _thinned(axis, way, [names[n] for n in kept])]
        lines.set_ticks([one.tickvals[n] for n in kept], [names[n] for n in kept])
        lines.set_minor_formatter(NullFormatter())


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def _thinned(axis: Axes, way: str, names: Sequence[str]) -> int:
    """Every how manieth tick has room for its name."""
    if not names:
        return 1
    figure = _whole(axis)
    points = 72 * (figure.get_figwidth() if way == "x" else figure.get_figheight()) * 0.75
    longest = max(len(line) for name in names for line in name.split("\n"))
    room = LETTER * (longest + 0.6) if way == "x" else 8.5
    return max(1, math.ceil(len(names) * room / points))
