"""Matrix-vector products with constant weights.

A product of one vector reads every weight once and does two operations with it: it is as fast as
memory is.
"""

from __future__ import annotations

import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray


class MatrixVector:
    """W x for a few vectors at once, in float32.

    PyTorch's product: NumPy's is as fast, but falls to a twentieth when its own threads have to
    share busy cores, and only PyTorch's threads can be set from here.

    Attributes:
        weights: W, (N, K).
    """

    def __init__(self, weights: Tensor) -> None:
        # A copy: a network that trains on must not change a pen made before.
        self.weights = weights.detach().float().cpu().contiguous().clone()

    def __call__(self, x: FloatArray) -> FloatArray:
        """X (B, K) -> W x for each row, (B, N)."""
        vectors = torch.from_numpy(x)
        if len(x) == 1:
            return torch.mv(self.weights, vectors[0]).numpy()[None]
        return (vectors @ self.weights.T).numpy()
