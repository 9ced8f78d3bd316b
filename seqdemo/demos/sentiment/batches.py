"""Batches of texts of like length, without end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment.data import IntArray, Texts

ALIKE = 40
"""Batches that are sorted by length together: longer ones are filled with little padding."""

Group = tuple[IntArray, float]
"""Numbers of texts, and how often each is met in an epoch; a fraction is one of them."""


class TextBatches(Dataset[tuple[Tensor, ...]]):
    """Texts with what is asked of them, in an order in which neighbours are of like length.

    `__getitems__` makes a batch of B neighbours: words (B, T) long, padded with 0, lengths (B,),
    and for every array of values its (B, T), padded with 0.

    Args:
        texts: What is read.
        groups: Which of them make an epoch.
        values: Numbers of each word of the texts, such as a target and its weight, each (M,).
        batch_size: Neighbours that will make a batch.
        seed: Of the order; every epoch has another.
        size: How many items there are said to be.
    """

    def __init__(
        self,
        texts: Texts,
        groups: Sequence[Group],
        values: Sequence[FloatArray] = (),
        *,
        batch_size: int,
        seed: int = 0,
        size: int = 1 << 40,
    ) -> None:
        self.texts, self.groups, self.values = texts, tuple(groups), tuple(values)
        self.batch_size, self.seed, self.size = batch_size, seed, size
        self.lengths = texts.lengths
        self.per_epoch = len(self._order(0))
        self.order = lru_cache(maxsize=2)(self._order)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        return tuple(part[0] for part in self.__getitems__([index]))

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, ...]:
        epochs, places = np.divmod(np.asarray(indices), self.per_epoch)
        rows = np.zeros(len(places), np.int64)
        for epoch in np.unique(epochs):
            mine = epochs == epoch
            rows[mine] = self.order(int(epoch))[places[mine]]
        return padded(self.texts, rows, self.values)

    def _order(self, epoch: int) -> IntArray:
        """The texts of an epoch, whole batches only."""
        rng = np.random.default_rng([self.seed, epoch])
        rows = np.concatenate([_drawn(rng, group) for group in self.groups])
        rng.shuffle(rows)
        rows = rows[: max(1, len(rows) // self.batch_size) * self.batch_size]
        lengths, chunk = self.lengths, ALIKE * self.batch_size
        batches = []
        for start in range(0, len(rows), chunk):
            part = rows[start : start + chunk]
            part = part[np.argsort(lengths[part], kind="stable")]
            batches += [
                part[at : at + self.batch_size] for at in range(0, len(part), self.batch_size)
            ]
        return np.concatenate([batches[n] for n in rng.permutation(len(batches))])


def _drawn(rng: np.random.Generator, group: Group) -> IntArray:
    rows, share = group
    whole, rest = int(share), round((share - int(share)) * len(rows))
    return np.concatenate([np.repeat(rows, whole), rng.permutation(rows)[:rest]])


def padded(texts: Texts, rows: IntArray, values: Sequence[FloatArray] = ()) -> tuple[Tensor, ...]:
    """Texts of these numbers as one batch: words, lengths, and each of `values`, (B, T)."""
    starts = texts.starts[rows]
    lengths = texts.starts[rows + 1] - starts
    at = np.arange(lengths.max())
    real = at < lengths[:, None]
    place = np.where(real, starts[:, None] + at, 0)
    words = np.where(real, texts.ids[place], 0).astype(np.int64)
    asked = (np.where(real, value[place], 0).astype(np.float32) for value in values)
    return tuple(map(torch.from_numpy, (words, lengths, *asked)))


def in_order(texts: Texts, batch_size: int = 512) -> list[IntArray]:
    """Numbers of all texts in batches of like length, for reading all of them once."""
    order = np.argsort(texts.lengths, kind="stable")
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
