"""Query: a drawing and the network that reads it, as a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.demos.word_reader.words import MAX_LETTERS
from seqdemo.handwriting import grids


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
        grids.check_grids(self.drawing)
        if self.cell not in get_args(CellKind):
            raise ValueError(f"cell must be rnn, gru or lstm, got {self.cell!r}")

    @property
    def read(self) -> tuple[int, ...]:
        """Positions of the grids that hold ink, the steps of the trace."""
        return tuple(n for n, grid in enumerate(self.drawing) if grid != grids.BLANK)

    def grids(self) -> FloatArray:
        """The grids that hold ink, (T, 7, 7)."""
        return grids.as_array([self.drawing[n] for n in self.read])


def decode(text: str) -> tuple[str, ...] | None:
    """The drawing of a link, or None if the text is not one."""
    return grids.decode(text, MAX_LETTERS)


def as_cell(text: str) -> CellKind | None:
    """The cell of a link, or None if there is no such cell."""
    return cast(CellKind, text) if text in get_args(CellKind) else None
