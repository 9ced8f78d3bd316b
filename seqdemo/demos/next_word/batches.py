"""Batches of sentences of like length, from several sources."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.demos.next_word.pools import LENGTHS, Pool


class SentenceBatches(Dataset[tuple[Tensor, ...]]):
    """Whole batches by number; batch number i is always the same.

    An item is (rows (B, 1 + L) long, answers (B,) long) as in `pools.Bucket`.

    Args:
        pools: Name of a source -> its sentences.
        weights: Name -> how often a sentence of it is drawn, at the first batch and at the last.
        size: How many batches there are.
        tokens: Words of a batch, padding included.
        seed: Of everything drawn.
    """

    def __init__(
        self,
        pools: Mapping[str, Pool],
        weights: Mapping[str, tuple[float, float]],
        size: int,
        *,
        tokens: int = 8_192,
        seed: int = 0,
    ) -> None:
        self.pools = [pools[name] for name in weights]
        self.weights = np.array(list(weights.values()))
        self.size, self.tokens, self.seed = size, tokens, seed
        self.counts = np.array([[len(b.rows) for b in pool] for pool in self.pools], float)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        rng = np.random.default_rng([self.seed, index])
        done = index / max(1, self.size)
        weights = (1 - done) * self.weights[:, 0] + done * self.weights[:, 1]
        mass = weights[:, None] * self.counts  # (sources, buckets)
        batch = self.tokens // np.array(LENGTHS)
        chance = mass.sum(0) / batch  # a batch of short sentences holds more of them
        bucket = int(rng.choice(len(LENGTHS), p=chance / chance.sum()))
        share = mass[:, bucket] / mass[:, bucket].sum()
        return self._draw(bucket, rng.multinomial(batch[bucket], share), rng)

    def _draw(
        self, bucket: int, counts: np.ndarray, rng: np.random.Generator
    ) -> tuple[Tensor, ...]:
        rows, answers = [], []
        for pool, count in zip(self.pools, counts, strict=True):
            there = pool[bucket]
            if count:
                picked = rng.integers(len(there.rows), size=count)
                rows.append(there.rows[picked])
                answers.append(there.answers[picked])
        return (
            torch.from_numpy(np.concatenate(rows).astype(np.int64)),
            torch.from_numpy(np.concatenate(answers).astype(np.int64)),
        )
