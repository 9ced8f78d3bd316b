"""7x7 drawings as strings of zeros and ones, and as text for a link."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache

import numpy as np

from seqdemo.core.trace import FloatArray

GRID = 7
"""Cells a side."""

CELLS = GRID * GRID
BLANK = "0" * CELLS
_CODE = 9  # base64 characters that hold 49 bits


def check_grids(drawing: Sequence[str]) -> None:
    """Check that each grid of a drawing is 49 zeros and ones.

    Raises:
        ValueError: If one is not.
    """
    for grid in drawing:
        if len(grid) != CELLS or set(grid) - {"0", "1"}:
            raise ValueError(f"a drawing is {CELLS} zeros and ones, got {grid[:60]!r}")


def encode(drawing: tuple[str, ...]) -> str:
    """Encode grids as text for a link: 9 URL-safe characters a grid."""
    bits = "".join(f"{grid:0<54}" for grid in drawing)
    alphabet = _alphabet()
    return "".join(alphabet[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6))


def decode(text: str, most: int) -> tuple[str, ...] | None:
    """Decode the grids of a link; None if the text is not 1 to `most` of them."""
    alphabet = _alphabet()
    if not text or len(text) % _CODE or len(text) > _CODE * most or set(text) - set(alphabet):
        return None
    bits = "".join(f"{alphabet.index(char):06b}" for char in text)
    return tuple(bits[at : at + CELLS] for at in range(0, len(bits), 54))


def as_drawing(grids: FloatArray) -> tuple[str, ...]:
    """Grids (T, 7, 7) of zeros and ones as strings."""
    return tuple("".join("01"[int(cell)] for cell in grid.ravel()) for grid in grids)


def as_array(drawing: Sequence[str]) -> FloatArray:
    """Strings of zeros and ones as grids, (T, 7, 7)."""
    cells = [[bit == "1" for bit in grid] for grid in drawing]
    return np.array(cells, dtype=np.float32).reshape(-1, GRID, GRID)


def grid_of(drawing: str) -> FloatArray:
    """A picture in `#` and `.` as a 7x7 array of zeros and ones.

    Raises:
        ValueError: If it is not 7 lines of 7 characters.
    """
    rows = drawing.split()
    if len(rows) != GRID or any(len(row) != GRID or set(row) - {"#", "."} for row in rows):
        raise ValueError(f"a drawing is {GRID} lines of {GRID} characters, # or .; got {drawing!r}")
    return np.array([[cell == "#" for cell in row] for row in rows], dtype=np.float32)


@cache
def _alphabet() -> str:
    codes = bytes(n << 2 for n in range(64))
    return "".join(base64.urlsafe_b64encode(bytes([code]))[:1].decode() for code in codes)
