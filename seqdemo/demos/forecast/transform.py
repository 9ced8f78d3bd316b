"""Transform of a series: as it is, square root or logarithm."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Kind = Literal["none", "root", "log"]

LEAST_BLOCKS = 4
"""Stretches from which it can be told whether swings grow with the level."""


def choose(values: npt.NDArray[Any], season: int) -> Kind:
    """The transform under which a series swings alike at all levels.

    Where swings grow with the level, a logarithm or a square root makes them even (Guerrero,
    "Time-series analysis supported by power transformations", 1993, with three powers to choose
    from): that power is taken for which spread / level ** (1 - power) varies least.

    Args:
        values: The series up to now, (N,).
        season: Steps of the short season, 0 for none.
    """
    if not len(values) or values.min() < 0:
        return "none"
    block = season if season >= 4 else 12
    count = len(values) // block
    if count < LEAST_BLOCKS:
        return "none"
    blocks = values[len(values) - count * block :].reshape(count, block)
    level, spread = blocks.mean(1), blocks.std(1)
    there = (level > 0) & (spread > 0)
    powers: list[tuple[Kind, float]] = [("none", 1.0), ("root", 0.5)]
    if values.min() > 0:
        powers.append(("log", 0.0))
    if there.sum() < LEAST_BLOCKS:
        return "none"
    return min(powers, key=lambda one: _unevenness(level[there], spread[there], one[1]))[0]


def _unevenness(level: Array, spread: Array, power: float) -> float:
    ratio = spread / level ** (1 - power)
    return float(ratio.std() / ratio.mean())


def forward(values: npt.NDArray[Any], kind: Kind) -> Array:
    """The transformed values."""
    if kind == "log":
        return np.asarray(np.log(values), np.float64)
    return np.sqrt(values) if kind == "root" else np.asarray(values, np.float64)


def backward(values: npt.NDArray[Any], kind: Kind) -> Array:
    """The values that `forward` was given."""
    if kind == "log":
        return np.asarray(np.exp(np.minimum(values, 700.0)), np.float64)
    return np.maximum(values, 0.0) ** 2 if kind == "root" else np.asarray(values, np.float64)
