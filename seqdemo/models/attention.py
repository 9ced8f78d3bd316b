"""Attention over encoder positions, additive and by dot product.

Bahdanau, Cho and Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate",
2015; over photos in Xu et al., "Show, Attend and Tell", 2015:

    score_s = v . tanh(W_k region_s + W_q h)      weights = softmax(score)
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class AdditiveAttention(nn.Module):
    """Scores every region by a small network of the region and the query."""

    def __init__(self, value_size: int, query_size: int, attention_size: int) -> None:
        super().__init__()
        self.key = nn.Linear(value_size, attention_size)
        self.query = nn.Linear(query_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def keys(self, values: Tensor) -> Tensor:
        """What queries are held against, (B, S, A), of values (B, S, F); once for a photo."""
        keys: Tensor = self.key(values)
        return keys

    def forward(self, query: Tensor, keys: Tensor) -> Tensor:
        """Weights of the regions, (B, K, S), for K queries of each photo, (B, K, H)."""
        together = torch.tanh(keys[:, None] + self.query(query)[:, :, None])
        return torch.softmax(self.score(together).squeeze(-1).float(), dim=-1)


class DotAttention(nn.Module):
    """Scores every position by the product of its key with the query.

    Scaled as in Vaswani et al., "Attention Is All You Need", 2017, with one head; for long targets
    far cheaper than `AdditiveAttention`, as no vector of each pair is made:

        score_s = (W_k value_s + b) . W_q h / sqrt(A)      weights = softmax(score)
    """

    def __init__(self, value_size: int, query_size: int, attention_size: int) -> None:
        super().__init__()
        self.key = nn.Linear(value_size, attention_size)
        self.query = nn.Linear(query_size, attention_size, bias=False)

    def keys(self, values: Tensor) -> Tensor:
        """What queries are held against, (B, S, A), of values (B, S, F); once for a sentence."""
        keys: Tensor = self.key(values)
        return keys

    def forward(self, query: Tensor, keys: Tensor, there: Tensor) -> Tensor:
        """Weights of the positions, (B, K, S).

        Args:
            query: K queries of each sentence, (B, K, H).
            keys: From `keys`, (B, S, A).
            there: Positions that are no padding, (B, S).
        """
        scores = (self.query(query) @ keys.mT).float() / keys.shape[-1] ** 0.5
        return torch.softmax(scores.masked_fill(~there[:, None], -torch.inf), dim=-1)
