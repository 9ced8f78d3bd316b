"""Season of a series: from the step of its dates, or autocorrelation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from seqdemo.demos.forecast.series import Values

LONGEST_SHORT = 40
"""Steps up to which a season counts as short."""

LONGEST = 366

BY_STEP: Mapping[str, tuple[int, int]] = {
    "h": (24, 168),
    "D": (7, 365),
    "W": (0, 52),
    "M": (12, 0),
    "Q": (4, 0),
}
"""Step of dates -> short and long season there may be."""

CLEAR = 0.25
"""Autocorrelation from which a season counts."""


def find_season(values: Values, step: str = "") -> tuple[int, int]:
    """Short and long season, each 0 for none.

    A season of the calendar counts if the values are alike one season apart; without dates it is
    the lag at which they are most alike.
    """
    likeness = autocorrelation(values, min(LONGEST, len(values) // 2))
    if step in BY_STEP:
        short, long = (
            season if 0 < season < len(likeness) and likeness[season] > CLEAR else 0
            for season in BY_STEP[step]
        )
        return short, long
    peak = _peak(likeness)
    return (peak, 0) if peak <= LONGEST_SHORT else (0, peak)


def autocorrelation(values: Values, lags: int) -> Values:
    """Autocorrelation of what is left of a straight line and slow drift, (lags + 1,)."""
    size = len(values)
    time = np.arange(size)
    rest = values - np.polyval(np.polyfit(time, values, 1), time)
    if rest.std() <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return np.zeros(lags + 1)  # a straight line is like itself at no lag
    spectrum = np.abs(np.fft.rfft(rest, 2 * size)) ** 2
    found = np.fft.irfft(spectrum)[: lags + 1]
    weights = size / (size - np.arange(len(found)))
    return np.asarray(found / found[0] * weights)


def _peak(likeness: Values) -> int:
    """The highest local peak after the first dip, 0 if none is clear."""
    low = np.flatnonzero(likeness < 0)
    if not len(low):
        return 0
    inner = np.arange(max(2, int(low[0])), len(likeness) - 1)
    tops = inner[(likeness[inner] >= likeness[inner - 1]) & (likeness[inner] > likeness[inner + 1])]
    if not len(tops):
        return 0
    best = float(likeness[tops].max())
    if best < CLEAR:
        return 0
    return int(tops[likeness[tops] >= 0.9 * best][0])
