"""Query: a drawn digit, as a link."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting import grids


@dataclass(frozen=True)
class ReadDigit:
    """Read a drawn digit.

    Attributes:
        drawing: 49 zeros and ones, row by row.

    Raises:
        ValueError: If it is something else.
    """

    drawing: str

    def __post_init__(self) -> None:
        grids.check_grids([self.drawing])

    def grid(self) -> FloatArray:
        """Its cells, (7, 7)."""
        cells: FloatArray = grids.as_array([self.drawing])[0]
        return cells


def decode(text: str) -> tuple[str, ...]:
    """The one grid of a link.

    Raises:
        ValueError: If the text is not one.
    """
    found = grids.decode(text, 1)
    if found is None:
        raise ValueError("not a drawing of one grid")
    return found
