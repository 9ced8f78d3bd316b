"""Query: a film to watch."""

from __future__ import annotations

from dataclasses import dataclass

from seqdemo.core.trace import FloatArray
from seqdemo.demos.films.kinds import LONGEST
from seqdemo.handwriting import grids


@dataclass(frozen=True)
class Watch:
    """Watch a film.

    Attributes:
        frames: 49 zeros and ones each, 1 to 12 of them.

    Raises:
        ValueError: If they are something else.
    """

    frames: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.frames) <= LONGEST:
            raise ValueError(f"a film has 1 to {LONGEST} frames, got {len(self.frames)}")
        grids.check_grids(self.frames)

    def cells(self) -> FloatArray:
        """Its frames, (T, 7, 7)."""
        return grids.as_array(self.frames)


def decode(text: str) -> tuple[str, ...]:
    """The frames of a link.

    Raises:
        ValueError: If the text is not a film.
    """
    found = grids.decode(text, LONGEST)
    if found is None:
        raise ValueError(f"not a film of 1 to {LONGEST} frames")
    return found
