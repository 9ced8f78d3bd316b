"""Scanned digits of scikit-learn, brought to 7x7; only measured with.

1,797 digits that 13 people wrote on paper, from the test part of "Optical Recognition of
Handwritten Digits" (Alpaydin and Kaynak, 1998, CC BY 4.0), 8x8 cells with 17 shades. They come with
scikit-learn, which developers of this package have and visitors need not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID

UPSAMPLED = 8  # points a cell of a scan, between which shades are interpolated
FINE = 4  # points a cell of the grid
FAINT = 0.3  # shade from which something belongs to the digit


def scanned_digits() -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """All scans as shades from 0 to 1, (1797, 7, 7), and what digits they are, (1797,).

    Raises:
        ImportError: If scikit-learn is not installed.
    """
    from sklearn.datasets import load_digits

    found = load_digits()
    scans = np.asarray(found.images, np.float32) / 16
    return np.stack([brought(scan) for scan in scans]), np.asarray(found.target, np.int64)


def brought(scan: FloatArray) -> FloatArray:
    """Bring a scan (rows, columns) to 7x7: its ink as large as it goes, in the middle.

    Proportions are kept. Each cell is the mean shade of the part of the scan that falls on it.
    """
    fine = _upsampled(_upsampled(np.pad(scan, 1)).T).T
    rows, columns = (np.flatnonzero(fine.max(axis) > FAINT) for axis in (1, 0))
    if not len(rows):
        return np.zeros((GRID, GRID), np.float32)
    ink = fine[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    whole = GRID * FINE
    scale = whole / max(ink.shape)
    height, width = (max(1, round(side * scale)) for side in ink.shape)
    small = area_means(ink.shape[0], height) @ ink @ area_means(ink.shape[1], width).T
    sheet = np.zeros((whole, whole), np.float32)
    top, left = (whole - height) // 2, (whole - width) // 2
    sheet[top : top + height, left : left + width] = small
    return np.asarray(sheet.reshape(GRID, FINE, GRID, FINE).mean((1, 3)), np.float32)


def area_means(many: int, few: int) -> FloatArray:
    """Matrix that makes `few` values of `many`, each the mean of those it covers, (few, many)."""
    edges = np.arange(few + 1) * (many / few)
    low, high = edges[:-1, None], edges[1:, None]
    cover = np.clip(
        np.minimum(high, np.arange(1, many + 1)) - np.maximum(low, np.arange(many)), 0, 1
    )
    return np.asarray(cover / cover.sum(1, keepdims=True), np.float32)


def _upsampled(rows: FloatArray) -> FloatArray:
    """Each row with `UPSAMPLED` points for one, interpolated between cell centres."""
    count = rows.shape[1]
    points = ((np.arange(count * UPSAMPLED) + 0.5) / UPSAMPLED - 0.5).clip(0, count - 1)
    left = points.astype(np.int64)
    shades = rows.astype(np.float64)
    slopes = np.diff(shades, axis=1, append=shades[:, -1:])
    return (slopes[:, left] * (points - left) + shades[:, left]).astype(np.float32)
