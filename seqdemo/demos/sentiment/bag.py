"""Bag of words: logistic regression, blind to word order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seqdemo.core.trace import FloatArray

if TYPE_CHECKING:
    from seqdemo.demos.sentiment.data import Texts


@dataclass(frozen=True, eq=False)
class Bag:
    """A weight for every word met in training; a sentence is their sum.

    Attributes:
        weights: Of each word, (N,), nats.
        bias: Of every sentence, nats.
    """

    weights: FloatArray
    bias: float

    def logits(self, numbers: Sequence[int]) -> FloatArray:
        """Logits of "positive" after each word, (T,); words never met count nothing."""
        each = [float(self.weights[n]) if n < len(self.weights) else 0.0 for n in numbers]
        return np.asarray(self.bias + np.cumsum(each), np.float32)


def fitted_bag(
    texts: Texts, share: FloatArray, words: int, *, penalty: float = 1e-5, updates: int = 300
) -> Bag:
    """Fit by full-batch Adam with an L2 penalty, in seconds.

    Args:
        texts: Labelled texts.
        share: How much each counts, (N,).
        words: Words that get a weight; others count nothing.
        penalty: Of half the sum of squared weights.
        updates: Steps of Adam.
    """
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, embedding_bag

    ids = torch.from_numpy(texts.ids.astype(np.int64))
    ids = ids.where(ids < words, 0)
    starts = torch.from_numpy(texts.starts[:-1])
    target, weight = torch.from_numpy(texts.labels), torch.from_numpy(share / share.sum())
    table = torch.zeros(words, 1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([table, bias], lr=0.1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    for _ in range(updates):
        logits = embedding_bag(ids, table, starts, mode="sum")[:, 0] + bias
        losses = binary_cross_entropy_with_logits(logits, target, reduction="none")
        loss = (losses * weight).sum() + penalty / 2 * table.square().sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        assert table.grad is not None
        table.grad[0] = 0  # an unknown word counts nothing
        optimizer.step()
        schedule.step()
    return Bag(table.detach().numpy()[:, 0], float(bias.detach()))
