"""Groups of units that move alike, by k-means.

Begun by k-means++ (Arthur and Vassilvitskii, 2007). All distances come from the inner products of
the courses, (H, H): thousands of steps are gone through once, and not in every round.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import LayerTrace
from seqdemo.core.vocabulary import IntArray
from seqdemo.views.unit_order import Order

GROUPS = 8
SEED = 0
ROUNDS = 30

_Floats = npt.NDArray[Any]


def groups_of(layer: LayerTrace, count: int = GROUPS) -> IntArray:
    """The group of each unit, (H,), 0 for the one with the highest mean value.

    Units are compared by the shape of their course over time: each is centred and scaled first. A
    unit that never moves is at 0. The same trace gives the same groups.
    """
    courses = (layer.hidden - layer.hidden.mean(0)).T.astype(np.float64)
    courses /= np.maximum(np.linalg.norm(courses, axis=1, keepdims=True), 1e-9)
    different = len({course.tobytes() for course in courses + 0.0})  # -0 is 0
    found = _k_means(courses @ courses.T, max(1, min(count, different)))
    heights = layer.hidden.mean(0)
    groups = np.unique(found)
    means = np.array([heights[found == group].mean() for group in groups])
    rank = np.argsort(np.argsort(-means, kind="stable"), kind="stable")
    return np.asarray(rank[np.searchsorted(groups, found)], dtype=np.int64)


def by_group(layer: LayerTrace, groups: IntArray | None = None, count: int = GROUPS) -> Order:
    """Units group by group; within one, by the step at which they are farthest from 0, (H,)."""
    groups = groups_of(layer, count) if groups is None else groups
    return np.lexsort((np.abs(layer.hidden).argmax(0), groups))


def _k_means(products: _Floats, count: int) -> IntArray:
    """Groups of points of which only the inner products are known, (N, N) -> (N,)."""
    found = _begin(products, count)
    for _ in range(ROUNDS):
        member = np.eye(count)[found]
        sizes = member.sum(0)
        there = sizes > 0  # a group that loses its last unit is simply not there
        mean = member[:, there] / sizes[there]
        to_means = products @ mean
        squares = np.einsum("nk,nk->k", mean, to_means) - 2 * to_means
        nearest = np.flatnonzero(there)[squares.argmin(1)]
        if (nearest == found).all():
            break
        found = nearest
    return np.asarray(found, np.int64)


def _begin(products: _Floats, count: int) -> IntArray:
    """Nearest of `count` points that are drawn far from one another."""
    chance, squares = np.random.default_rng(SEED), np.diag(products)
    apart = np.full((len(products), count), np.inf)
    drawn = int(chance.integers(len(products)))
    for n in range(count):
        apart[:, n] = np.maximum(squares + squares[drawn] - 2 * products[:, drawn], 0)
        reach = np.cumsum(apart[:, : n + 1].min(1))
        drawn = min(int(np.searchsorted(reach, chance.random() * reach[-1])), len(products) - 1)
    return np.asarray(apart.argmin(1), np.int64)
