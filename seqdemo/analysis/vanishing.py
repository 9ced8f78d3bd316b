"""Vanishing gradients over many texts: mean, interval, slope.

Norms of dL/dh shrink by about a constant factor a step (Hochreiter, 1991; Bengio, Simard and
Frasconi, 1994); so logarithms are averaged, and a straight line is fitted to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray

LEAST_SHARE = 0.5
"""Share of the texts that must reach as far back for a distance to count."""

DRAWS = 1_000
TINY = 1e-30


@dataclass(frozen=True, eq=False)
class Vanishing:
    """Norms of a gradient, k steps before the output, k = 0 to K - 1.

    Attributes:
        mean: Geometric mean over texts, (K,).
        low: Lower end of its 95 % interval, (K,).
        high: Upper end, (K,).
        factor: By which it shrinks or grows a step: its fitted value and 95 % interval.
        texts: How many.
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    factor: tuple[float, float, float]
    texts: int

    @property
    def half_life(self) -> float:
        """Steps after which half is left; infinite where it does not shrink."""
        return float(np.log(0.5) / np.log(self.factor[0])) if self.factor[0] < 1 else float("inf")


def vanishing(norms: Sequence[Sequence[float]], seed: int = 0) -> Vanishing:
    """Average norms of several texts.

    Args:
        norms: Of each text, the norm k steps before its output; longer for longer texts.
        seed: Of the bootstrap over texts.

    Raises:
        ValueError: If there is no text.
    """
    if not norms:
        raise ValueError("there is no text")
    reach = int(np.quantile([len(one) for one in norms], 1 - LEAST_SHARE))
    table = np.full((len(norms), max(reach, 1)), np.nan)
    for row, one in zip(table, norms, strict=True):
        part = np.asarray(one[: len(row)], np.float64)
        row[: len(part)] = np.log(np.maximum(part, TINY))
    draw = np.random.default_rng(seed).integers(len(table), size=(DRAWS, len(table)))
    means = np.stack([np.nanmean(table[rows], 0) for rows in _whole(table, draw)])
    mean = np.nanmean(table, 0)
    slopes = np.array([_slope(one) for one in means])
    factor = np.exp([_slope(mean), *np.quantile(slopes, [0.025, 0.975])])
    low, high = np.exp(np.quantile(means, [0.025, 0.975], 0))
    middle, below, above = (np.asarray(one, np.float32) for one in (np.exp(mean), low, high))
    fitted = float(factor[0]), float(factor[1]), float(factor[2])
    return Vanishing(middle, below, above, fitted, len(norms))


def factor_per_step(norms: FloatArray) -> float:
    """Factor by which a gradient grows or shrinks from a step to the one before.

    Args:
        norms: Its norm k steps before the output, k = 0 to K - 1, (K,).

    Returns:
        The factor of the straight line fitted to the logarithms; 1 where K is 1.
    """
    return float(np.exp(_slope(np.log(np.maximum(np.asarray(norms, np.float64), TINY)))))


def _whole(table: npt.NDArray[Any], draws: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Those draws of texts of which some reach every distance; the table itself if none does."""
    there = np.isfinite(table)
    kept = [rows for rows in draws if there[rows].any(0).all()]
    return np.array(kept or [np.arange(len(table))])


def _slope(logs: npt.NDArray[Any]) -> float:
    """Of the line fitted to logarithms over the distance; 0 of a single one."""
    return float(np.polyfit(np.arange(len(logs)), logs, 1)[0]) if len(logs) > 1 else 0.0
