"""Picture of a vector: one cell a number, in rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.views.palette import Palette, diverging

CELL, ROWS = 8, 4


def vector_picture(values: FloatArray, palette: Palette, rows: int = ROWS) -> npt.NDArray[np.uint8]:
    """Signed values, (N,), as RGB pixels, (8 * rows, 8 * columns, 3); blue is -1, orange +1.

    The numbers go along the rows, first to last.
    """
    columns = -(-len(values) // rows)
    whole = np.zeros(rows * columns, np.float32)
    whole[: len(values)] = values
    colours = diverging(whole.reshape(rows, columns), palette)
    return np.kron(colours, np.ones((CELL, CELL, 1), np.uint8))
