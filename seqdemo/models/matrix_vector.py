"""Matrix-vector products with weights that never change, the whole cost of writing a character.

A product of one vector reads every weight once and does two operations with it: it is as fast as
memory is. Eight-bit weights are a quarter of the bytes of float32.
"""

from __future__ import annotations

from typing import Literal, Protocol

import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray

Precision = Literal["fp32", "int8"]


class MatrixVector(Protocol):
    """W x for a few vectors at once."""

    def __call__(self, x: FloatArray) -> FloatArray:
        """X (B, K) -> W x for each row, (B, N); the result is overwritten by the next call."""


class Float32(MatrixVector):
    """Weights (N, K) as they are.

    PyTorch's product: NumPy's is as fast, but falls to a twentieth when its own threads have to
    share busy cores, and only PyTorch's threads can be set from here.
    """

    def __init__(self, weights: Tensor) -> None:
        # A copy: a network that trains on must not change a pen made before.
        self.weights = weights.detach().float().cpu().contiguous().clone()

    def __call__(self, x: FloatArray) -> FloatArray:
        """See `MatrixVector`."""
        vectors = torch.from_numpy(x)
        if len(x) == 1:
            return torch.mv(self.weights, vectors[0]).numpy()[None]
        return (vectors @ self.weights.T).numpy()


class Int8(MatrixVector):
    """Weights (N, K) rounded to 8 bits, a scale for each row; vectors are rounded to bfloat16."""

    def __init__(self, weights: Tensor) -> None:
        weights = weights.detach().float().cpu()
        scales = (weights.abs().amax(1) / 127).clamp(min=1e-12)
        self.weights = (weights / scales[:, None]).round().to(torch.int8).contiguous()
        self.scales = scales.to(torch.bfloat16)
        # The scales are rounded too: divide by what they have become.
        exact = self.scales.float()[:, None]
        self.weights = (weights / exact).round().clamp(-127, 127).to(torch.int8).contiguous()

    def __call__(self, x: FloatArray) -> FloatArray:
        """See `MatrixVector`."""
        product = torch._weight_int8pack_mm(
            torch.from_numpy(x).to(torch.bfloat16), self.weights, self.scales
        )
        return product.float().numpy()


def matrix_vector(weights: Tensor, precision: Precision) -> MatrixVector:
    """The product with `weights`, (N, K), in the given precision."""
    return Int8(weights) if precision == "int8" else Float32(weights)
