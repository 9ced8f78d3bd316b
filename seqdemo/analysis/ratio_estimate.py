"""Ratio of two sums over samples, with a 95 % confidence interval.

A text has so many line ends in so many characters. The ratio of the sums over all texts is their
rate; how much it differs from text to text gives the interval (Cochran, "Sampling Techniques",
1977, chapter 6).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]
"""What was counted and in how much, (B, 2), a row a sample."""

NONE_SEEN = 3.0
"""Of nothing seen in n places the rate is, with 95 %, below 3 / n."""


class Estimate(NamedTuple):
    """A number and the 95 % interval around it; a bound that is not known is infinite."""

    value: float
    low: float
    high: float


def ratio_estimate(counts: Counts, *, inverse: bool = False, most: float = np.inf) -> Estimate:
    """Sum of the first column by the sum of the second.

    Args:
        counts: See `Counts`; at least two rows.
        inverse: Whether to give the second by the first, such as characters a line.
        most: Largest value there can be: 1 for a share.

    Returns:
        NaN in all places where the second column is 0.
    """
    found = _rate(counts, most)
    if not inverse:
        return found
    low, high = (1 / bound if bound > 0 else np.inf for bound in (found.high, found.low))
    return Estimate(1 / found.value if found.value > 0 else np.inf, low, high)


def _rate(counts: Counts, most: float) -> Estimate:
    number, total = len(counts), float(counts[:, 1].sum())
    if not total:
        return Estimate(np.nan, np.nan, np.nan)
    rate = float(counts[:, 0].sum()) / total
    if not rate:
        return Estimate(0.0, 0.0, min(most, NONE_SEEN / total))
    off = counts[:, 0] - rate * counts[:, 1]
    error = np.sqrt((off @ off) * number / (number - 1)) / total
    half = _student(number) * float(error)
    return Estimate(rate, max(0.0, rate - half), min(most, rate + half))


def mean_estimate(values: npt.NDArray[Any]) -> Estimate:
    """Mean of independent values, (N,), with Student's interval; those not finite are left out."""
    kept = np.asarray(values, np.float64)
    kept = kept[np.isfinite(kept)]
    if len(kept) < 2:
        only = float(kept[0]) if len(kept) else np.nan
        return Estimate(only, -np.inf, np.inf)
    mean, error = float(kept.mean()), float(kept.std(ddof=1)) / np.sqrt(len(kept))
    half = _student(len(kept)) * error
    return Estimate(mean, mean - half, mean + half)


def _student(number: int) -> float:
    """Standard errors on each side of a mean of so many values, with 95 %."""
    from scipy.special import stdtrit

    return float(stdtrit(number - 1, 0.975))
