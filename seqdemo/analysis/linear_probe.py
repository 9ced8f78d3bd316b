"""Linear probe: ridge regression from states to a property."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.analysis.corpus import LEVELS, Corpus
from seqdemo.core.trace import FloatArray

RIDGE = 1e-2
"""Share of the mean variance added to every unit's, so that the solution is stable."""
STEPS = 4_096
"""Steps whose states are numbers at a time: as bytes they take a quarter."""


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

    def read(self, wanted: Sequence[FloatArray], part: slice) -> FloatArray:
        """Learn each of `wanted`, a number for each step learned from; say it for other steps.

        Returns:
            A row for each of `wanted`.
        """
        weights = np.stack([self.weights(one) for one in wanted])
        states = self._corpus.states[:, part]
        said = np.empty((len(weights), states.shape[1]), np.float32)
        for at in range(0, states.shape[1], STEPS):
            steps = slice(at, at + STEPS)
            said[:, steps] = weights @ (states[:, steps].astype(np.float32) / LEVELS)
        return said
