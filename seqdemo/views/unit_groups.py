"""Units in groups that move alike: k-means (Lloyd, "Least squares quantization in PCM", 1982)."""

from __future__ import annotations

import warnings

import numpy as np

from seqdemo.core.trace import LayerTrace
from seqdemo.core.vocabulary import IntArray
from seqdemo.views.unit_order import Order

GROUPS = 8
SEED = 0


def groups_of(layer: LayerTrace, count: int = GROUPS) -> IntArray:
    """The group of each unit, (H,), 0 for the one with the highest mean value.

    Units are compared by the shape of their course over time: each is centred and scaled first. A
    unit that never moves is at 0. The same trace gives the same groups.
    """
    from scipy.cluster.vq import kmeans2

    count = max(1, min(count, layer.hidden_size))
    courses = (layer.hidden - layer.hidden.mean(0)).T.astype(np.float64)
    courses /= np.maximum(np.linalg.norm(courses, axis=1, keepdims=True), 1e-9)
    different = len(np.unique(courses, axis=0))
    count = min(count, different)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a group that loses its last unit is simply not there
        _, found = kmeans2(courses, count, iter=30, minit="++", missing="warn", seed=SEED)
    means = [
        layer.hidden[:, found == n].mean() if (found == n).any() else -np.inf for n in range(count)
    ]
    rank = np.argsort(np.argsort(-np.array(means), kind="stable"), kind="stable")
    return np.asarray(rank[found], dtype=np.int64)


def by_group(layer: LayerTrace, count: int = GROUPS) -> Order:
    """Units group by group; within one, by the step at which they are farthest from 0, (H,)."""
    return np.lexsort((np.abs(layer.hidden).argmax(0), groups_of(layer, count)))
