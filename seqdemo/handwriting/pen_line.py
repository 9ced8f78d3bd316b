"""Ink of a line on a 7x7 grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID

TOUCH = 0.5
"""Radius at which every cell that a line passes through is inked."""

AT_ONCE = 128
"""Letters that are inked together: few enough to stay in a processor's cache."""


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
    way, own = habit[:, 9], uniform[:, 14]
    drags = way < 0.36
    corner = np.select([way < 0.24, drags], [0.0, 0.2], default=0.41).astype(np.float32)
    nearest = np.empty((len(points), GRID, GRID), points.dtype)
    for at in range(0, len(points), AT_ONCE):
        group = slice(at, at + AT_ONCE)
        nearest[group] = _nearest(points[group], corner[group])
    touched = TOUCH + 0.2 * habit[:, 10] ** 1.5 + 0.03 * own
    faint, broad = 0.43 + 0.06 * own, 0.6 + 0.18 * habit[:, 10]
    width = np.select(
        [drags, way < 0.92, way < 0.96], [touched, TOUCH + 0.14 * own, faint], default=broad
    )
    # A broad pen closes the holes of a small letter: nobody writes so.
    width = np.where(height > 4.5, width, np.minimum(width, 0.56))
    return np.ascontiguousarray(nearest <= width[:, None, None], dtype=np.float32)


def _nearest(points: FloatArray, corner: FloatArray) -> FloatArray:
    """How near each line comes to each cell, (N, 7, 7), by the pen of each, (N,).

    Letters are the last axis while it is computed: loops over seven cells would take longer.
    """
    cells = np.arange(GRID, dtype=np.float32)[:, None, None]
    line = np.ascontiguousarray(points.transpose(2, 1, 0))  # (2, P, N)
    across, down = np.abs(line[0] - cells)[None], np.abs(line[1] - cells)[:, None]
    lesser, larger = np.minimum(across, down), np.maximum(across, down)
    lesser *= corner
    larger += lesser
    return np.asarray(larger.min(2).transpose(2, 0, 1))
