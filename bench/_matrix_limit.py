"""The matrix products that sampling cannot do without, and nothing else: NumPy's in float32."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.models.pen.sampler import PenWeights
from seqdemo.models.text_writer import TextWriter

BLOCK = 128
"""Rows of a matrix that OpenBLAS does not share among threads; on a busy machine a product that it
does share can take thirty times as long."""


def matrix_products(writer: TextWriter, rows: int | None = None) -> Callable[[int], None]:
    """One product with each matrix that the pen reads for a character, and nothing else.

    Args:
        writer: The network.
        rows: Rows taken at once; all unless given.
    """
    matrices = [
        matrix[start : start + (rows or len(matrix))]
        for matrix in _matrices(PenWeights.of(writer))
        for start in range(0, len(matrix), rows or len(matrix))
    ]
    vectors = [np.ones(matrix.shape[1], np.float32) for matrix in matrices]
    outs = [np.empty(matrix.shape[0], np.float32) for matrix in matrices]
    work = list(zip(matrices, vectors, outs, strict=True))

    def write(characters: int) -> None:
        for _ in range(characters):
            for matrix, vector, out in work:
                np.dot(matrix, vector, out=out)

    return write


def _matrices(weights: PenWeights) -> list[FloatArray]:
    parts = [part for layer in weights.layers for part in (layer.joint, layer.below, layer.state)]
    every = (*parts, weights.head)
    return [part.weights.numpy() for part in every if part is not None]
