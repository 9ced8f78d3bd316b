"""Search by cause: which units change an outcome when they are held.

All units are screened on few samples, the best of them confirmed on fresh ones, and what is found
is corrected for the many tried (Benjamini and Hochberg, "Controlling the False Discovery Rate",
1995). A unit that was lucky on the samples it was chosen on has no luck on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.ratio_estimate import Counts

Floats = npt.NDArray[np.float64]

RATE = 0.05
"""Share of what is found that may be found by chance."""


class Found(NamedTuple):
    """A unit on fresh samples.

    Attributes:
        unit: Its number.
        down: What was counted with it held low, (B, 2); see `ratio_estimate`.
        up: The same with it held high, sample by sample with the same seeds.
        p: Probability of a difference as large by chance.
        q: The same, corrected for all that were tried: the share of false finds among those with a
            q up to this one.
    """

    unit: int
    down: Counts
    up: Counts
    p: float
    q: float

    @property
    def confirmed(self) -> bool:
        """Whether it is a find."""
        return self.q <= RATE


def contrasts(down: Counts, up: Counts) -> Floats:
    """Difference of two ratios, sample by sample, (B,); its mean is 0 where the ratios are equal.

    Args:
        down: What was counted in how much, (B, 2).
        up: The same of the other ratio, with the same seeds.
    """
    total = down[:, 1].sum() + up[:, 1].sum()
    if not total:
        return np.zeros(len(down))
    rate = (down[:, 0].sum() + up[:, 0].sum()) / total
    scale = total / (2 * len(down))
    difference = up - down
    found: Floats = (difference[:, 0] - rate * difference[:, 1]) / scale
    return found


def chance(found: Floats) -> float:
    """Probability of a mean as far from 0 by chance: Student's, two-sided.

    Args:
        found: Independent values, (B,).
    """
    from scipy.special import stdtr

    mean, spread = float(found.mean()), float(found.std(ddof=1))
    if spread <= 1e-12:  # not a sample differs: nothing is done by holding it
        return 1.0 if abs(mean) <= 1e-12 else 0.0
    t = abs(mean) / (spread / np.sqrt(len(found)))
    return float(2 * stdtr(len(found) - 1, -t))


def candidates(screened: Floats, count: int) -> list[int]:
    """Units to confirm, the most promising first; none that did nothing at all.

    By their mean against its error, to which all units contribute: that of few samples alone says
    little.

    Args:
        screened: Contrasts of all units, (H, B).
        count: How many at most.
    """
    means, own = screened.mean(1), screened.var(1, ddof=1)
    pooled = (own + own.mean()) / 2
    scores = np.abs(means) / np.sqrt(np.maximum(pooled, 1e-24))
    order = np.argsort(-scores, kind="stable")[:count]
    return [int(unit) for unit in order if means[unit]]


def judged(units: Sequence[tuple[int, Counts, Counts]]) -> list[Found]:
    """Units on fresh samples, the surest first.

    Args:
        units: Number, counts held low and counts held high.
    """
    if not units:
        return []
    from scipy.stats import false_discovery_control  # half a second, which a server starts without

    ps = [chance(contrasts(down, up)) for _, down, up in units]
    qs = false_discovery_control(ps)
    found = [Found(*one, p, float(q)) for one, p, q in zip(units, ps, qs, strict=True)]
    return sorted(found, key=lambda one: (one.q, one.p, one.unit))
