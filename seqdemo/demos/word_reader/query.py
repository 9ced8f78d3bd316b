"""Query: a drawing and the network that reads it, as a link."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import cast, get_args

import numpy as np

from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.demos.word_reader.words import MAX_LETTERS

CELLS = 49
BLANK = "0" * CELLS
_CODE = 9  # base64 characters that hold 49 bits


@dataclass(frozen=True)
class ReadWord:
    """Read a drawn word.

    Attributes:
        drawing: One string of 49 zeros and ones per grid, row by row; blank grids are not read.
        cell: Which network reads.
    """

    drawing: tuple[str, ...]
    cell: CellKind = "gru"

    def __post_init__(self) -> None:
        if not 1 <= len(self.drawing) <= MAX_LETTERS:
            raise ValueError(f"a word has 1 to {MAX_LETTERS} letters, got {len(self.drawing)}")
        for grid in self.drawing:
            if len(grid) != CELLS or set(grid) - {"0", "1"}:
                raise ValueError(f"a letter is {CELLS} zeros and ones, got {grid[:60]!r}")
        if self.cell not in get_args(CellKind):
            raise ValueError(f"cell must be rnn, gru or lstm, got {self.cell!r}")

    @property
    def read(self) -> tuple[int, ...]:
        """Positions of the grids that hold ink, the steps of the trace."""
        return tuple(n for n, grid in enumerate(self.drawing) if grid != BLANK)

    def grids(self) -> FloatArray:
        """The grids that hold ink, (T, 7, 7)."""
        inked = [[bit == "1" for bit in self.drawing[n]] for n in self.read]
        return np.array(inked, dtype=np.float32).reshape(-1, 7, 7)


def encode(drawing: tuple[str, ...]) -> str:
    """A drawing as text for a link: 9 URL-safe characters a letter."""
    bits = "".join(f"{grid:0<54}" for grid in drawing)
    alphabet = _alphabet()
    return "".join(alphabet[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6))


def decode(text: str) -> tuple[str, ...] | None:
    """The drawing of a link, or None if the text is not one."""
    alphabet = _alphabet()
    if (
        not text
        or len(text) % _CODE
        or len(text) > _CODE * MAX_LETTERS
        or set(text) - set(alphabet)
    ):
        return None
    bits = "".join(f"{alphabet.index(char):06b}" for char in text)
    return tuple(bits[at : at + CELLS] for at in range(0, len(bits), 54))


def as_drawing(grids: FloatArray) -> tuple[str, ...]:
    """Grids (T, 7, 7) of zeros and ones as strings."""
    return tuple("".join("01"[int(cell)] for cell in grid.ravel()) for grid in grids)


def as_cell(text: str) -> CellKind | None:
    """The cell of a link, or None if there is no such cell."""
    return cast(CellKind, text) if text in get_args(CellKind) else None


def _alphabet() -> str:
    codes = bytes(n << 2 for n in range(64))
    return "".join(base64.urlsafe_b64encode(bytes([code]))[:1].decode() for code in codes)
