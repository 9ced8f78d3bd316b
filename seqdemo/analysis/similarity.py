"""Similarity of units: an order that puts like beside like."""

from __future__ import annotations

import numpy as np

from seqdemo.core.trace import FloatArray


def order_by_likeness(states: FloatArray) -> list[int]:
    """Units so that those that move alike stand together.

    Leaves of an average-linkage tree over 1 - correlation, its branches turned so that neighbours
    are as alike as the tree allows (Bar-Joseph, Gifford and Jaakkola, 2001).

    Args:
        states: Hidden states of many steps, (N, H), N >= 2.

    Returns:
        The numbers of all H units.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    if states.shape[1] < 3:
        return list(range(states.shape[1]))
    centred = (states - states.mean(0)).astype(np.float64)
    # A unit that never moves is like no other; dividing by its deviation would give nonsense.
    scaled = centred / np.maximum(np.linalg.norm(centred, axis=0), 1e-9)
    apart = np.clip(1 - scaled.T @ scaled, 0, 2)
    np.fill_diagonal(apart, 0)
    distances = squareform(apart, checks=False)
    tree = optimal_leaf_ordering(linkage(distances, "average"), distances)
    return [int(unit) for unit in leaves_list(tree)]
