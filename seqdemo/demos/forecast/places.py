"""Places of a corpus: windows of series, what stood at each step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import shipped

READ = 72
"""Values a window, as many as the encoder reads."""


@dataclass(frozen=True, eq=False)
class Places:
    """All steps of all windows, N of them.

    Attributes:
        windows: Series and origin of each window.
        starts: Step at which each window begins.
        labels: Value read at each step, as text.
        indices: Place of each step in its series, (N,).
        values: Value at each step, in spreads of its window, (N,).
    """

    windows: tuple[tuple[Series, int], ...]
    starts: IntArray
    labels: tuple[str, ...]
    indices: IntArray
    values: FloatArray


@cache
def places() -> Places:
    """Windows side by side over all series that ship; the same every time."""
    windows = tuple(
        (series, origin)
        for series in shipped().values()
        for origin in range(READ, len(series), READ)
    )
    parts = [series.values[origin - READ : origin] for series, origin in windows]
    indices = [np.arange(origin - READ, origin) for _, origin in windows]
    scaled = [(part - part.mean()) / max(float(part.std()), 1e-9) for part in parts]
    return Places(
        windows,
        np.arange(len(windows), dtype=np.int64) * READ,
        tuple(f"{value:g}" for part in parts for value in part),
        np.concatenate(indices).astype(np.int64),
        np.concatenate(scaled).astype(np.float32),
    )


def step_properties() -> dict[str, Property]:
    """What a unit may stand for, at every step of the corpus."""
    known = places()
    names = np.repeat([series.name for series, _ in known.windows], READ)
    change = np.diff(known.values, prepend=known.values[:1])
    change[known.starts] = 0
    found = {
        "level": Property("a high value", known.values, binary=False),
        "change": Property("how much it went up", change, binary=False),
        "up": Property("going up", (change > 0).astype(np.float32)),
        "place": Property("how long it has read", _place(known), binary=False),
    }
    for name, title, season in SEASONS:
        for part, wave in (("sin", np.sin), ("cos", np.cos)):
            turn = wave(2 * np.pi * known.indices / season) * (names == name)
            words = f"the season of {title} ({part})"
            found[f"{name}_{part}"] = Property(words, turn.astype(np.float32), binary=False)
    return found


SEASONS = (
    ("airline", "airline passengers", 12),
    ("sunspots", "sunspots", 132),
    ("temperatures", "the year in Melbourne", 365),
)


def _place(known: Places) -> FloatArray:
    return np.tile(np.arange(READ, dtype=np.float32), len(known.windows))
