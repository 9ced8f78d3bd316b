"""Shipped example drawings and their traces."""

from __future__ import annotations

from pathlib import Path

from seqdemo.core.card_file import ASSETS
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.handwriting.grids import grid_of

_SHAPES = {
    "s": "....... ..####. .#..... ..###.. .....#. .####.. .......",
    "a": "....... ..###.. .....#. ..####. .#...#. ..####. .......",
    "i": "...#... ....... ..##... ...#... ...#... ..###.. .......",
    "d": ".....#. .....#. ..####. .#...#. .#...#. ..####. .......",
    "j": "....#.. ....... ...##.. ....#.. ....#.. .#..#.. ..##...",
    "z": "....... .#####. ....#.. ...#... ..#.... .#####. .......",
}
SHAPED = frozenset(_SHAPES)
"""The letters of that hand."""
EXAMPLE, HOME = "example.npz", "jazz.npz"


def shapes(text: str) -> tuple[str, ...]:
    """A word in the neat hand of the examples; only the letters of said, aids and jazz."""
    return tuple("".join("01"[int(c)] for c in grid_of(_SHAPES[char]).ravel()) for char in text)


SAID, AIDS, JAZZ = shapes("said"), shapes("aids"), shapes("jazz")


def shipped(query: ReadWord) -> Path | None:
    """The finished trace of a query, if one ships."""
    names = {SAID: EXAMPLE, JAZZ: HOME}
    name = names.get(query.drawing)
    path = ASSETS / "word_reader" / query.cell / name if name else None
    return path if path and path.exists() else None
