"""Ticks of an axis of shares, labelled as `percent` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from seqdemo.core.percent import percent

STEPS = (1, 2, 2.5, 5, 10)
TICKS = 6
"""At most so many."""


def percent_axis(low: float, high: float) -> dict[str, list[float] | list[str]]:
    """Return `tickvals` and `ticktext` of a linear axis that shows shares from `low` to `high`."""
    step = _step(high - low)
    first, last = ceil(max(low, 0.0) / step - 1e-9), floor(min(high, 1.0) / step + 1e-9)
    return percent_ticks([n * step for n in range(first, last + 1)], step)


def percent_ticks(values: Sequence[float], step: float) -> dict[str, list[float] | list[str]]:
    """Return these `tickvals`, and `ticktext` with the decimals that tell `step` apart."""
    decimals = next(n for n in range(9) if round(100 * step * 10**n, 6).is_integer())
    return {
        "tickvals": [round(value, 9) for value in values],
        "ticktext": [percent(value, decimals) for value in values],
    }


def _step(span: float) -> float:
    """The smallest round step that gives few enough ticks."""
    least = span / (TICKS - 1)
    scale = 10.0 ** floor(log10(least))
    return next(scale * step for step in STEPS if scale * step >= least * (1 - 1e-9))
