"""Ink of a line on a 7x7 grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID

TOUCH = 0.5
"""Radius at which every cell that a line passes through is inked."""


def ink(
    points: FloatArray,
    height: npt.NDArray[np.floating[Any]],
    habit: FloatArray,
    uniform: FloatArray,
) -> FloatArray:
    """Ink the cells that the line passes near their centres, (N, 7, 7) of zeros and ones.

    Some hands keep every cell that the line touches, as when one drags over a grid; others only
    those that a pen of their width covers, as when a larger drawing is scaled down. The first
    measure distance by the larger of its two parts, the others nearly as a ruler would.

    Args:
        points: Points of the line in cells, (N, P, 2).
        height: Of each letter in cells, (N,).
        habit: Numbers in [0, 1) that letters of one word share, (N, 11 or more).
        uniform: Numbers in [0, 1) of each letter, (N, 15 or more).
    """
    cells = np.arange(GRID, dtype=np.float32)
    across = np.abs(points[:, :, 0, None] - cells)[:, :, None, :]
    down = np.abs(points[:, :, 1, None] - cells)[:, :, :, None]
    way, own = habit[:, 9], uniform[:, 14]
    drags = way < 0.36
    corner = np.select([way < 0.24, drags], [0.0, 0.2], default=0.41).astype(np.float32)
    lesser, larger = np.minimum(across, down), np.maximum(across, down)
    lesser *= corner[:, None, None, None]
    larger += lesser
    nearest = larger.min(1)
    touched = TOUCH + 0.2 * habit[:, 10] ** 1.5 + 0.03 * own
    faint, broad = 0.43 + 0.06 * own, 0.6 + 0.18 * habit[:, 10]
    width = np.select(
        [drags, way < 0.92, way < 0.96], [touched, TOUCH + 0.14 * own, faint], default=broad
    )
    # A broad pen closes the holes of a small letter: nobody writes so.
    width = np.where(height > 4.5, width, np.minimum(width, 0.56))
    return np.asarray(nearest <= width[:, None, None], dtype=np.float32)
