"""Orders in which units are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import LayerTrace

Order = npt.NDArray[np.int64]


def by_index(layer: LayerTrace) -> Order:
    """As the weights store them, (H,)."""
    return np.arange(layer.hidden_size)


def by_peak(layer: LayerTrace) -> Order:
    """By the step at which a unit is farthest from 0, then by its value there, (H,)."""
    peak = np.abs(layer.hidden).argmax(0)
    value = layer.hidden[peak, np.arange(layer.hidden_size)]
    return np.lexsort((-value, peak))


def liveliest(layer: LayerTrace) -> int:
    """The unit whose value changes most over the sequence: the one to look at first."""
    if len(layer.hidden) == 1:
        return int(np.abs(layer.hidden[0]).argmax())
    return int(layer.hidden.std(0).argmax())


def first_unit(layer: LayerTrace, depth: int, worth: tuple[int, int] | None) -> int:
    """The unit selected until a visitor selects one.

    Args:
        layer: Whose unit.
        depth: Its place among the layers, from 0.
        worth: Layer and unit that are worth a first look, if any are; else it is the liveliest.
    """
    return worth[1] if worth is not None and worth[0] == depth else liveliest(layer)


def by_similarity(layer: LayerTrace) -> Order:
    """Units that move alike stand together: leaves of an average-linkage tree, (H,).

    The tree joins units whose values over time are closest in Euclidean distance, and its
    branches are turned so that neighbours are as alike as the tree allows.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import pdist

    if layer.hidden_size < 3:
        return by_index(layer)
    apart = pdist(layer.hidden.T.astype(np.float64))
    tree = optimal_leaf_ordering(linkage(apart, "average"), apart)
    return np.asarray(leaves_list(tree), dtype=np.int64)


ORDERS: Mapping[str, tuple[str, Callable[[LayerTrace], Order]]] = {
    "peak": ("by when they peak", by_peak),
    "index": ("by number", by_index),
    "similarity": ("alike in this word", by_similarity),
}
"""Name in a link -> (words for a menu, function)."""
