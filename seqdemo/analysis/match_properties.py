"""Properties at matches: what is so there, against everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from seqdemo.analysis.corpus import BoolArray
from seqdemo.analysis.matching import Match
from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import FloatArray

QUARTER = 0.25
"""Share of all windows in which a number counts as high, and as low."""


class AtMatches(NamedTuple):
    """A property at matches.

    Attributes:
        name: Of the property.
        here: Mean over the matches: of a yes or no, the share of their steps.
        everywhere: The same over all windows of the corpus.
        errors: The difference, in standard errors of as many windows taken by chance.
    """

    name: str
    here: float
    everywhere: float
    errors: float


def window_means(values: FloatArray, length: int) -> FloatArray:
    """Mean of values (N,) over each window of some steps, (N - length + 1,)."""
    windows = np.lib.stride_tricks.sliding_window_view(values, length)
    return np.asarray(windows.mean(-1), np.float32)


def windows_where(one: Property, length: int, *, high: bool) -> BoolArray:
    """Windows in which a property is so, or not: of a number, is among the highest, or lowest.

    Args:
        one: One value a step; where it is NaN nothing is known, and no window counts.
        length: Steps of a window.
        high: Whether it has to be so at one step at least, rather than at none.
    """
    means = window_means(one.values, length)
    if one.binary:
        return means > 0 if high else means == 0
    known = means[np.isfinite(means)]
    if not len(known):
        return np.zeros(len(means), bool)
    edge = float(np.quantile(known, 1 - QUARTER if high else QUARTER))
    return means >= edge if high else means <= edge


def at_matches(
    asked: Mapping[str, Property], places: Sequence[Match], length: int
) -> list[AtMatches]:
    """Each property at some places, the one that differs most from everywhere first."""
    starts = [place.start for place in places]
    found = []
    for name, one in asked.items():
        means = window_means(one.values, length)
        here, known = means[starts], means[np.isfinite(means)]
        here = here[np.isfinite(here)]
        if not len(here):
            continue
        error = max(float(known.std()) / len(here) ** 0.5, 1e-9)
        both = float(here.mean()), float(known.mean())
        found.append(AtMatches(name, *both, (both[0] - both[1]) / error))
    return sorted(found, key=lambda row: -abs(row.errors))
