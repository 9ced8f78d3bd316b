"""A series and forecasts of it as JSON, as far as they are in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqdemo.demos.forecast.series import Series, Values

BEFORE = 84
"""Values before the origin that are in sight, at least, where there are as many."""

AFTER = 8
"""Steps in sight after the last one that is forecast."""

OVERVIEW = 240
"""Points of the whole series in small."""


@dataclass(frozen=True, eq=False)
class Line:
    """A rival's forecast.

    Attributes:
        name: Names its colour.
        title: For visitors.
        values: (horizon,)
    """

    name: str
    title: str
    values: Values


@dataclass(frozen=True, eq=False)
class FanView:
    """Everything that the picture shows.

    Attributes:
        series: The series.
        origin: How many values are known.
        quantiles: Of the network, (horizon, Q) with Q odd.
        network: What it is called.
        lines: Forecasts of the rivals.
        colours: Name of a line -> its colour in light and in dark; "network" and "truth" too.
        least: First origin.
        most: Last origin.
        past: How much each value before the origin mattered, (origin,), 0 to 1; None for nothing.
        veil: Whether nothing after the origin is sent: the visitor draws first.
    """

    series: Series
    origin: int
    quantiles: Values
    network: str
    lines: Sequence[Line]
    colours: Mapping[str, tuple[str, str]]
    least: int
    most: int
    past: Values | None = None
    veil: bool = False


def payload(view: FanView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    series, origin, horizon = view.series, view.origin, len(view.quantiles)
    first = max(0, origin - max(BEFORE, 2 * horizon))
    end = origin + horizon + AFTER
    labels = [series.label(place) for place in range(first, end)]
    past = None if view.past is None or view.veil else _rounded(view.past[first:origin])
    values = series.values[:origin] if view.veil else series.values
    return {
        "title": series.title,
        "unit": series.unit,
        "first": first,
        "end": end,
        "values": _rounded(values[first:end]),
        "labels": labels,
        "origin": origin,
        "least": view.least,
        "most": view.most,
        "count": len(series),
        "quantiles": [] if view.veil else [_rounded(row) for row in view.quantiles],
        "network": view.network,
        "lines": [
            {"name": line.name, "title": line.title, "values": _rounded(line.values)}
            for line in (() if view.veil else view.lines)
        ],
        "colours": {
            "light": {name: colour for name, (colour, _) in view.colours.items()},
            "dark": {name: colour for name, (_, colour) in view.colours.items()},
        },
        "overview": overview(np.r_[values, np.full(len(series) - len(values), values[-1])]),
        "past": past,
        "horizon": horizon,
        "veil": view.veil,
    }


def overview(values: Values) -> list[list[float]]:
    """Lowest and highest value of each of at most OVERVIEW stretches."""
    parts = np.array_split(values, min(OVERVIEW, len(values)))
    return [_rounded([part.min(), part.max()]) for part in parts]


def _rounded(values: Any) -> list[float]:
    """To seven digits: what a screen can show."""
    return [float(f"{value:.7g}") for value in np.asarray(values, np.float64)]
