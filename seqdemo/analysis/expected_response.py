"""Expected response: the mean state of every unit after every symbol.

As rows of units and columns of symbols, put in an order in which groups of units stand beside what
drives them (after Ming et al., "Understanding Hidden Memories of Recurrent Neural Networks", 2017).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from seqdemo.analysis.corpus import LEVELS, Corpus
from seqdemo.analysis.similarity import order_by_likeness
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray

LEAST = 20
"""Times a symbol must have been read: a mean over fewer says little."""

SYMBOLS = 48
"""At most; the commonest."""

GROUPS = 8
"""Groups of units."""


@dataclass(frozen=True, eq=False)
class ExpectedResponse:
    """What symbols do to units.

    Attributes:
        symbols: S of them, those alike beside each other.
        counts: How often each was read, (S,).
        means: Mean state after each symbol less the unit's mean over all steps, (H, S).
        order: Units, group after group, (H,).
        groups: Group of each unit, (H,), from 0 in the order in which they stand.
    """

    symbols: tuple[str, ...]
    counts: IntArray
    means: FloatArray
    order: IntArray
    groups: IntArray

    def drivers(self, group: int, count: int = 4) -> list[tuple[str, float]]:
        """Symbols that move a group most, with its mean response to each, the largest first."""
        response = self.means[self.groups == group].mean(0)
        best = np.argsort(-np.abs(response), kind="stable")[:count]
        return [(self.symbols[n], float(response[n])) for n in best]


def expected_response(corpus: Corpus) -> ExpectedResponse | None:
    """Measure every unit after every symbol that was read often enough; None for under two such.

    Args:
        corpus: States and what was read.
    """
    common = Counter(corpus.labels).most_common(SYMBOLS)
    symbols = [symbol for symbol, count in common if count >= LEAST]
    if len(symbols) < 2:
        return None
    numbers = {symbol: n for n, symbol in enumerate(symbols)}
    read = np.array([numbers.get(label, -1) for label in corpus.labels])
    means = np.stack([_mean(corpus, read == n) for n in range(len(symbols))], 1)
    means -= _mean(corpus, np.ones(len(read), bool))[:, None]
    place = np.array(order_by_likeness(means), np.int64)
    means = means[:, place]
    groups = _groups(means)
    order = np.lexsort((-np.abs(means).max(1), groups))
    return ExpectedResponse(
        symbols=tuple(symbols[n] for n in place),
        counts=np.array([dict(common)[symbols[n]] for n in place], np.int64),
        means=means,
        order=order,
        groups=groups,
    )


def strongest(corpus: Corpus, unit: int, symbol: str, count: int) -> tuple[list[int], list[int]]:
    """Steps at which a unit is highest, and lowest, after a symbol; `count` of each at most."""
    steps = np.flatnonzero(np.array([label == symbol for label in corpus.labels]))
    order = steps[np.argsort(-corpus.states[unit, steps].astype(np.int16), kind="stable")]
    half = min(count, len(order) // 2)
    return order[:half].tolist(), order[::-1][:half].tolist()


def _mean(corpus: Corpus, steps: np.ndarray) -> FloatArray:
    rows = corpus.states[:, steps].mean(1, dtype=np.float64)
    return np.asarray(rows * corpus.most / LEVELS, np.float32)


def _groups(means: FloatArray) -> IntArray:
    """Units whose responses are alike, by Ward's method; in the order of what drives them."""
    from scipy.cluster.hierarchy import fcluster, linkage

    size = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    if len(means) < 2:
        return np.zeros(len(means), np.int64)
    named = fcluster(linkage(means / size, "ward"), GROUPS, "maxclust")
    names = np.unique(named)
    rise = np.stack([np.maximum(means[named == name].mean(0), 0) for name in names])
    centre = (rise @ np.arange(means.shape[1])) / np.maximum(rise.sum(1), 1e-9)
    rank = np.empty(len(names), np.int64)
    rank[np.argsort(centre, kind="stable")] = np.arange(len(names))
    return np.asarray(rank[np.searchsorted(names, named)], np.int64)
