"""Align the units of two layers, and linear CKA between them.

Two trainings number their units differently, and may turn their signs: units are paired one to one
so that paired ones are correlated most, in total (Li et al., "Convergent Learning: Do different
neural networks learn the same representations?", 2015). CKA needs no pairs: Kornblith et al.,
"Similarity of Neural Network Representations Revisited", 2019.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray


@dataclass(frozen=True, eq=False)
class Alignment:
    """The units of another layer in the places of those of this one.

    Attributes:
        units: Number of the other's unit that stands for each, (H,).
        signs: +1, or -1 where it has to be turned, (H,).
        correlation: Of each pair as it then is, (H,), 0..1.
    """

    units: IntArray
    signs: FloatArray
    correlation: FloatArray

    def of(self, states: FloatArray) -> FloatArray:
        """The other's states (T, H) in this order, turned."""
        return np.asarray(states[:, self.units] * self.signs, np.float32)


def aligned(one: FloatArray, other: FloatArray) -> Alignment:
    """Pair the units of two layers that read the same.

    Args:
        one: States (T, H).
        other: Of the same steps, (T, H).

    Raises:
        ValueError: If the shapes differ.
    """
    if one.shape != other.shape:
        raise ValueError(f"states have shapes {one.shape} and {other.shape}: they must be the same")
    from scipy.optimize import linear_sum_assignment

    like = _standard(one).T @ _standard(other)
    rows, columns = linear_sum_assignment(-np.abs(like))
    pairs = like[rows, columns]
    signs = np.where(pairs < 0, -1, 1).astype(np.float32)
    return Alignment(columns.astype(np.int64), signs, np.abs(pairs).astype(np.float32))


def linear_cka(one: FloatArray, other: FloatArray) -> float:
    """Linear centred kernel alignment of states (T, H) and (T, K): 1 if they differ by a turn.

    Nothing is changed by the order, the signs or a rotation of units, nor by one scale for all.

    Raises:
        ValueError: If there are not as many steps.
    """
    if len(one) != len(other):
        raise ValueError(f"there are {len(one)} and {len(other)} steps: they must be the same")
    a, b = _centred(one), _centred(other)
    across = float((np.abs(a.T @ b) ** 2).sum())
    within = float(np.linalg.norm(a.T @ a) * np.linalg.norm(b.T @ b))
    return across / within if within else 0.0


def _centred(states: FloatArray) -> npt.NDArray[np.float64]:
    wide = states.astype(np.float64)
    return np.asarray(wide - wide.mean(0))


def _standard(states: FloatArray) -> npt.NDArray[np.float64]:
    """Each unit with mean 0 and length 1; 0 where it does not change."""
    centred = _centred(states)
    lengths = np.linalg.norm(centred, axis=0)
    return centred / np.where(lengths > 1e-12, lengths, np.inf)
