"""Shades of lines on a 7x7 grid, as a scanner sees a pen."""

from __future__ import annotations

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID
from seqdemo.handwriting.template_bank import FAR

FINE = 4
"""Points a cell is divided into along each side; a shade is the share of them that is inked."""


def shades(points: FloatArray, width: FloatArray, margin: FloatArray) -> FloatArray:
    """Fill the grid with each symbol and say how much of every cell a round pen inks.

    Args:
        points: Points of the lines, (N, P, 2); padding beyond the grid, as in `hand.Lines`.
        width: Of the pen in cells, (N,).
        margin: Cells left free at the longer side's ends, (N,).

    Returns:
        Shares from 0 to 1, (N, 7, 7).
    """
    real = points[..., :1] < FAR / 2
    low = np.where(real, points, np.inf).min(1)
    high = np.where(real, points, -np.inf).max(1)
    longer = np.maximum(high - low, 0.5).max(1)
    scale = (GRID - 2 * margin - width) / longer
    placed = (points - (low + high)[:, None] / 2) * scale[:, None, None] + GRID / 2
    placed = np.where(real, placed, FAR).astype(np.float32)
    centres = ((np.arange(GRID * FINE) + 0.5) / FINE).astype(np.float32)
    across, down = ((placed[:, :, axis, None] - centres) ** 2 for axis in (0, 1))
    nearest = np.full((len(points), GRID * FINE, GRID * FINE), np.inf, np.float32)
    for point in range(points.shape[1]):  # all at once would take a gigabyte
        np.minimum(nearest, down[:, point, :, None] + across[:, point, None, :], out=nearest)
    inked = nearest <= (width[:, None, None] / 2) ** 2
    return np.asarray(inked.reshape(-1, GRID, FINE, GRID, FINE).mean((2, 4)), np.float32)
