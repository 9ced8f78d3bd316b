"""Loss: cross-entropy of the next word, from one side or both."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.demos.next_word.network import Side, WordModel
from seqdemo.demos.next_word.words import PAD

ANSWER_WEIGHT = 4.0
"""Weight of the one word of a story that has to be remembered, among sixty that have not."""


def language_loss(model: WordModel, rows: Tensor, answers: Tensor, scored: float = 1.0) -> Tensor:
    """Mean cross-entropy of a word, nats; of a network for both sides, the mean of both.

    Args:
        model: The network.
        rows: (B, 1 + L) long, as in `pools.Bucket`.
        answers: (B,) place in the row of the word that is asked for; 0 is none.
        scored: Share of the other words that are scored, drawn anew each time: of a small network
            the softmax over all words is what costs.
    """
    weight = torch.ones_like(rows, dtype=torch.float32)
    weight.scatter_(1, answers[:, None], ANSWER_WEIGHT)  # place 0 is START: nobody predicts it
    if scored < 1:
        weight *= (torch.rand_like(weight) < scored) | (weight == ANSWER_WEIGHT)
    left = _side_loss(model, rows, weight[:, 1:], "left")
    if model.right is None:
        return left
    turned = reversed_rows(rows)
    return 0.5 * (left + _side_loss(model, turned, torch.ones_like(weight[:, 1:]), "right"))


def reversed_rows(rows: Tensor) -> Tensor:
    """Rows (B, T) from last word to first, padding still at the end."""
    lengths = (rows != PAD).sum(1, keepdim=True)
    places = lengths - 1 - torch.arange(rows.shape[1], device=rows.device)
    return torch.where(places >= 0, rows.gather(1, places.clamp(min=0)), PAD)


def _side_loss(model: WordModel, rows: Tensor, weight: Tensor, side: Side) -> Tensor:
    hidden, _ = model.read(rows[:, :-1], side)
    there = (rows[:, 1:] != PAD) & (weight > 0)
    losses = F.cross_entropy(
        model.score(hidden[there], side).float(), rows[:, 1:][there], reduction="none"
    )
    weights = weight[there]
    return (losses * weights).sum() / weights.sum().clamp(min=1)
