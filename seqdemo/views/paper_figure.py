"""Paper figure: a Plotly chart as vector .pdf or .svg, in centimetres.

Drawn again by Matplotlib, with its fonts embedded: letters in an .svg are outlines, in a .pdf
TrueType. Colours are those of Okabe and Ito, "Color Universal Design", 2008, in the order of the
chart's own; greys stay grey. Lines of several colours have a marker each, by which they are told
apart where the figure is printed in grey. Lines, points, bands and heat maps in a row of panels
are drawn, three dimensions are not.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from seqdemo.views.paper_axes import dress, heat, note_shapes
from seqdemo.views.paper_colours import MARKERS, Colours, is_grey, rgba

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["pdf", "svg"]

NARROW, WIDE = 8.5, 17.8
"""Width of a column and of a page of many journals, cm."""

LEAST_CM, MOST_CM = 4.0, 40.0
LEAST_HEIGHT = 5.5  # cm
SHAPES = (0.5, 1.2)
"""Least and greatest height of a figure, as a share of its width."""

NOMINAL = 640
"""Width, in pixels, that a chart's height in pixels is compared with."""

CM = 1 / 2.54  # inches
STYLE: Any = {
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "seqdemo",
    "font.size": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "legend.fontsize": 7,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.solid_capstyle": "round",
}

_LOCK = threading.Lock()
"""Matplotlib's settings are the process's, and pages are drawn in many threads."""


def can_print(figure: Any) -> bool:
    """Whether a Plotly figure is of a kind that can be drawn."""
    kinds = {trace.type for trace in figure.data}
    return bool(kinds) and kinds <= {"scatter", "scattergl", "heatmap"}


def figure_bytes(figure: Any, width: float, format: Format) -> bytes:
    """A Plotly figure as a vector file.

    Args:
        figure: What `can_print` says yes to.
        width: Of the file, cm; LEAST_CM to MOST_CM.
        format: "pdf" or "svg".

    Raises:
        ValueError: If the width or the figure is another.
    """
    if not LEAST_CM <= width <= MOST_CM:
        raise ValueError(f"a figure is {LEAST_CM:g} to {MOST_CM:g} cm wide, got {width:g}")
    if not can_print(figure):
        raise ValueError("this kind of chart cannot be drawn as a vector figure")
    import matplotlib

    none = {"CreationDate": None} if format == "pdf" else {"Date": None}
    file = io.BytesIO()
    with _LOCK, matplotlib.rc_context(STYLE):
        drawn = _draw(figure, width)
        drawn.savefig(file, format=format, metadata={"Creator": "seqdemo", **none})
    return file.getvalue()


def height_of(figure: Any, width: float) -> float:
    """Height of the file, cm."""
    share = (figure.layout.height or 320) / NOMINAL
    return max(LEAST_HEIGHT, width * min(max(share, SHAPES[0]), SHAPES[1]))


def _draw(figure: Any, width: float) -> Figure:
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(width * CM, height_of(figure, width) * CM), layout="constrained")
    panels = _panels(figure)
    axes = drawn.subplots(1, len(panels), sharey=len(panels) > 1, squeeze=False)[0]
    colours, signs = Colours(), _several(figure)
    for axis, name in zip(axes, panels, strict=True):
        for trace in _of_panel(figure, name):
            _trace(axis, trace, colours, signs=signs)
        note_shapes(axis, figure, name)
        dress(axis, figure, name)
    _legend(drawn, axes[0])
    return drawn


def _panels(figure: Any) -> list[str]:
    """Names of the x axes, from left to right: "x", "x2", ..."""
    names = {trace.xaxis or "x" for trace in figure.data}

    def left(name: str) -> float:
        domain = figure.layout[f"xaxis{name[1:]}"].domain
        return float(domain[0]) if domain else 0.0

    return sorted(names, key=left)


def _of_panel(figure: Any, name: str) -> Iterator[Any]:
    return (trace for trace in figure.data if (trace.xaxis or "x") == name)


def _several(figure: Any) -> bool:
    """Whether there are lines of several colours."""
    lines = (trace for trace in figure.data if trace.type != "heatmap" and trace.fill != "toself")
    colours = {trace.line.color for trace in lines if "lines" in (trace.mode or "lines")}
    return sum(not is_grey(one) for one in colours) > 1


def _trace(axis: Axes, trace: Any, colours: Colours, *, signs: bool) -> None:
    if trace.type == "heatmap":
        heat(axis, trace)
    elif trace.fill == "toself":
        face = colours.of(trace.fillcolor)
        axis.fill(trace.x, trace.y, color=face, alpha=trace.opacity or 0.2, linewidth=0)
    else:
        _points(axis, trace, colours, signs=signs)


MARKS, STAGGER = 7, 3
"""Markers that a line of many points carries, about; and by how many points those of the next
colour stand beside them."""

DASHES = {"dash": (0, (4, 2)), "dot": (0, (1, 2)), "dashdot": "dashdot"}


def _points(axis: Axes, trace: Any, colours: Colours, *, signs: bool) -> None:
    """Lines, marks and what is written at them."""
    mode, marker, line = trace.mode or "lines", trace.marker, trace.line
    colour = colours.of((line.color if "lines" in mode else None) or marker.color)
    rim = rgba(marker.line.color) if marker.line.width else None
    hollow = "markers" in mode and colour[3] == 0
    axis.plot(
        np.asarray(trace.x, float),
        np.array([np.nan if y is None else y for y in trace.y], float),
        linestyle=DASHES.get(line.dash, "solid") if "lines" in mode else "none",
        linewidth=0.55 * (line.width or 2),
        **_marks(trace, colours, signs=signs),
        markeredgewidth=0.8 if rim else 0,
        markeredgecolor=rim,
        color=(*colour[:3], 1.0) if not hollow else colour,
        markerfacecolor="none" if hollow else colour,
        alpha=None if hollow else _opacity(trace, colour),
        label=trace.name if trace.name and trace.showlegend is not False else "_",
        clip_on=getattr(trace, "cliponaxis", None) is not False,
    )
    if "text" in mode and trace.text is not None:
        above: dict[str, Any] = {"xytext": (0, 3), "textcoords": "offset points", "ha": "center"}
        for x, y, said in zip(trace.x, trace.y, trace.text, strict=True):
            axis.annotate(str(said), (x, y), fontsize=6, **above)


def _marks(trace: Any, colours: Colours, *, signs: bool) -> dict[str, Any]:
    """The marker of a trace, of what size, and at which of its points."""
    mode, marker = trace.mode or "lines", trace.marker
    lines = "lines" in mode
    colour = (trace.line.color if lines else None) or marker.color
    own = colours.marker(colour) if signs else MARKERS[0]
    if "markers" in mode:
        return {"marker": own, "markersize": 0.45 * float(marker.size or 6)}
    if not signs or is_grey(colour):
        return {"marker": "none"}
    every = max(1, len(trace.x) // MARKS)
    first = (STAGGER * MARKERS.index(own)) % every
    return {"marker": own, "markersize": 3.2, "markevery": (first, every)}


def _opacity(trace: Any, colour: tuple[float, ...]) -> float:
    own = trace.opacity if trace.opacity is not None else trace.marker.opacity
    return float(1.0 if own is None else own) * colour[3]


def _legend(drawn: Figure, axis: Axes) -> None:
    """Above the panels, where more than one thing has a name."""
    handles, names = axis.get_legend_handles_labels()
    if len(names) > 1:
        longest = max(map(len, names))
        columns = max(1, int(drawn.get_figwidth() / CM / (1.4 + 0.135 * longest)))
        drawn.legend(
            handles, names, loc="outside upper left", ncols=min(columns, len(names)), frameon=False
        )
