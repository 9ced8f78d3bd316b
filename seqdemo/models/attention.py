"""Additive attention over encoder positions.

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
