"""Training batches of drawings of about the same length."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.demos.sketch.data import Drawings, IntArray

POOL = 16
"""Batches that are sorted by length together."""

Examples = tuple[Tensor, Tensor, Tensor]


class LengthBatches(Dataset[Examples]):
    """Drawings in an order in which `batch_size` neighbours have about the same length.

    Example i is the i-th drawing of an endless visit in which every pass is in another order; read
    it without shuffling. A batch is (points (B, T, 3) float32 in units of the scale, lengths (B,),
    labels (B,)), padded to its longest drawing.

    Args:
        drawings: Of one split.
        scale: What offsets are divided by.
        batch_size: Neighbours of about the same length.
        count: Examples in all.
        seed: Of the orders.
    """

    def __init__(
        self, drawings: Drawings, scale: float, *, batch_size: int, count: int, seed: int
    ) -> None:
        self.padded, self.lengths = padded(drawings)
        self.labels = torch.from_numpy(drawings.labels)
        self.scale, self.batch_size = scale, min(batch_size, len(drawings))
        self.count, self.seed = count, seed
        self._order = lru_cache(maxsize=2)(self._drawn_order)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> Examples:
        return self.__getitems__([index])

    def __getitems__(self, indices: Sequence[int]) -> Examples:
        per_pass = self._per_pass()
        rows = torch.tensor([int(self._order(i // per_pass)[i % per_pass]) for i in indices])
        lengths = self.lengths[rows]
        points = self.padded[rows, : int(lengths.max())].float()
        points[..., :2] /= self.scale
        return points, lengths, self.labels[rows]

    def _per_pass(self) -> int:
        """Drawings of a pass: whole batches, so that lengths do not mix."""
        return len(self.lengths) // self.batch_size * self.batch_size

    def _drawn_order(self, number: int) -> IntArray:
        rng = np.random.default_rng([self.seed, number])
        order = rng.permutation(len(self.lengths))[: self._per_pass()]
        lengths = self.lengths.numpy()
        pools = np.split(order, range(0, len(order), POOL * self.batch_size)[1:])
        sorted_pools = [pool[np.argsort(lengths[pool], kind="stable")] for pool in pools]
        batches = np.concatenate(sorted_pools).reshape(-1, self.batch_size)
        shuffled: IntArray = batches[rng.permutation(len(batches))].reshape(-1)
        return shuffled


def padded(drawings: Drawings) -> tuple[Tensor, Tensor]:
    """Points (N, T_max, 3) int16 with zeros after the end, and lengths (N,)."""
    longest = int(drawings.lengths.max())
    inside = np.arange(longest) < drawings.lengths[:, None]
    points = np.zeros((len(drawings), longest, 3), np.int16)
    points[inside] = drawings.points
    return torch.from_numpy(points), torch.from_numpy(drawings.lengths)
