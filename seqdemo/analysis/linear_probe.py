"""Linear probe: ridge regression from states to a property."""

from __future__ import annotations

import numpy as np

from seqdemo.analysis.corpus import LEVELS, Corpus
from seqdemo.core.trace import FloatArray

RIDGE = 1e-2
"""Share of the mean variance added to every unit's, so that the solution is stable."""


class LinearProbe:
    """Learns from some steps of a corpus, and reads others; one matrix serves every question.

    Args:
        corpus: States.
        part: Steps to learn from.
    """

    def __init__(self, corpus: Corpus, part: slice) -> None:
        from scipy.linalg import cho_factor  # a server starts without

        self._corpus = corpus
        states = corpus.states[:, part].astype(np.float32) / LEVELS
        self._centred = states - states.mean(1)[:, None]
        covariance = (self._centred @ self._centred.T).astype(np.float64)
        ridge = max(RIDGE * float(np.trace(covariance)) / len(covariance), 1e-9)
        self._factor = cho_factor(covariance + ridge * np.eye(len(covariance)))

    def correlations(self, wanted: FloatArray) -> FloatArray:
        """Pearson's correlation of every unit with a number for each step learned from, (H,)."""
        pulls = self._centred @ (wanted - wanted.mean())
        spread = np.sqrt((self._centred**2).sum(1)) * np.sqrt(((wanted - wanted.mean()) ** 2).sum())
        return np.asarray(pulls / np.maximum(spread, 1e-9), np.float32)

    def weights(self, wanted: FloatArray) -> FloatArray:
        """Weight of every unit, (H,), learned from `wanted`, a number for each step."""
        from scipy.linalg import cho_solve

        pulls = self._centred @ (wanted - wanted.mean())
        found = cho_solve(self._factor, pulls.astype(np.float64))
        return np.asarray(found, np.float32)

    def read(self, wanted: FloatArray, part: slice) -> FloatArray:
        """Learn `wanted`, a number for each step learned from; say it for the steps of `part`."""
        states = self._corpus.states[:, part].astype(np.float32) / LEVELS
        return np.asarray(self.weights(wanted) @ states, np.float32)
