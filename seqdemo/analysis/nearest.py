"""Nearest neighbours of a state in a corpus."""

from __future__ import annotations

import numpy as np

from seqdemo.analysis.corpus import LEVELS, Corpus
from seqdemo.core.trace import FloatArray

AT_ONCE = 8192
"""Steps whose bytes are turned into numbers together: they stay in the processor's cache."""


def nearest(
    corpus: Corpus, state: FloatArray, count: int = 10, apart: int = 1
) -> list[tuple[int, float]]:
    """Steps of the corpus and their Euclidean distance to `state`, (H,), nearest first.

    Args:
        corpus: Where to look.
        state: From where.
        count: How many.
        apart: Steps that two of them are apart at least: neighbours in time are often alike.
    """
    found = distances(corpus, state)
    most = min(len(found), count * (2 * apart + 1))
    candidates = np.sort(np.argpartition(found, most - 1)[:most])
    taken: list[int] = []
    for step in candidates[np.argsort(found[candidates], kind="stable")]:
        if all(abs(int(step) - other) >= apart for other in taken):
            taken.append(int(step))
        if len(taken) == count:
            break
    return [(step, float(found[step])) for step in taken]


def distances(corpus: Corpus, state: FloatArray) -> FloatArray:
    """Euclidean distance of every state of the corpus to one, (N,)."""
    found = np.empty(len(corpus), np.float32)
    # In the corpus's own steps: |a - b|^2 = |a|^2 - 2 a b + |b|^2 without unpacking it whole.
    target = (state / corpus.most * LEVELS).astype(np.float32)
    square = float(target @ target)
    for first in range(0, len(corpus), AT_ONCE):
        part = corpus.states[:, first : first + AT_ONCE].astype(np.float32)
        # Not by @: its threads wait for each other on a busy server, einsum has none.
        products = np.einsum("h,hn->n", target, part)
        squares = np.einsum("hn,hn->n", part, part) - 2 * products + square
        found[first : first + AT_ONCE] = np.sqrt(np.maximum(squares, 0))
    return found * np.float32(corpus.most / LEVELS)
