"""Noise on drawings: cells flipped by chance, more of them as it grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.counter_random import uniforms
from seqdemo.handwriting.grids import BLANK, CELLS


def flips(drawing: Sequence[str], share: float, seed: int) -> tuple[tuple[int, ...], ...]:
    """Cells of each grid to flip.

    A cell that is flipped at some share is flipped at every larger one; its chance depends on the
    seed, the place of the grid and its own only.

    Args:
        drawing: One string of 49 zeros and ones a grid; a blank one is left blank.
        share: Of all cells, 0..1, on average.
        seed: Names the noise.
    """
    if share <= 0:
        return ((),) * len(drawing)
    places = np.arange(len(drawing) * CELLS, dtype=np.int64)
    hit = uniforms(seed, places, 1)[:, 0].reshape(len(drawing), CELLS) < share
    return tuple(
        tuple(np.flatnonzero(row).tolist()) if grid != BLANK else ()
        for grid, row in zip(drawing, hit, strict=True)
    )


def flipped(drawing: Sequence[str], cells: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """A drawing with some cells of each grid flipped."""
    return tuple(
        "".join("10"[int(bit)] if n in cells_of else bit for n, bit in enumerate(grid))
        for grid, cells_of in zip(drawing, map(frozenset, cells), strict=True)
    )
