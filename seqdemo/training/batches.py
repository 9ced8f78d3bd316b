"""Batch indices as a pure function of the seed, so runs resume."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from torch import Tensor
from torch.utils.data import Sampler

LARGEST_SHUFFLE = 1 << 26


def ready_made(batch: Any) -> tuple[Tensor, ...]:
    """Collate function of a data set whose `__getitems__` has made the batch already."""
    return tuple(batch)


class BatchIndices(Sampler[list[int]]):
    """Indices of `count` examples from position `start` of an endless pass over a data set.

    Args:
        size: Examples in the data set.
        batch_size: Examples per batch.
        start: Examples that earlier updates have used.
        count: Examples to give.
        seed: Order of each epoch; None visits them in order.

    Raises:
        ValueError: If the data set is empty, or too large to shuffle.
    """

    def __init__(
        self, size: int, *, batch_size: int, start: int, count: int, seed: int | None
    ) -> None:
        if size < 1:
            raise ValueError("the data set is empty")
        if seed is not None and size > LARGEST_SHUFFLE:
            raise ValueError(f"cannot shuffle {size:,} examples; pass seed=None")
        self.size, self.batch_size = size, batch_size
        self.start, self.count, self.seed = start, count, seed

    def __len__(self) -> int:
        return -(-max(0, self.count) // self.batch_size)

    def __iter__(self) -> Iterator[list[int]]:
        batch: list[int] = []
        for index in self._indices():
            batch.append(index)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if batch:
            yield batch

    def _indices(self) -> Iterator[int]:
        epoch, at = divmod(self.start, self.size)
        left = self.count
        while left > 0:
            stop = min(self.size, at + left)
            yield from self._visited(epoch, at, stop)
            left -= stop - at
            epoch, at = epoch + 1, 0

    def _visited(self, epoch: int, at: int, stop: int) -> Iterable[int]:
        if self.seed is None:
            return range(at, stop)
        order = np.random.default_rng([self.seed, epoch]).permutation(self.size)
        return [int(n) for n in order[at:stop]]
