"""What is held of a layer: units or a direction; and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from seqdemo.analysis.directions import Directions
from seqdemo.analysis.random_directions import random_directions
from seqdemo.core.intervention import Clamp, Hold

UNITS = "units"
"""The basis that needs no directions."""


@dataclass(frozen=True, eq=False)
class Holds:
    """Rows of a layer that can be held.

    Attributes:
        layer: From 0.
        first: The step from which on they are held.
        hidden_size: Units of the layer.
        basis: `UNITS`, or what kind of direction a row is.
        directions: The rows, if they are directions.
    """

    layer: int
    first: int
    hidden_size: int
    basis: str = UNITS
    directions: Directions | None = None

    @classmethod
    def told(cls, layer: int, first: int, hidden_size: int, basis: str, payload: bytes) -> Holds:
        """Those of an order; its payload has the directions."""
        found = None if basis == UNITS else Directions.from_bytes(payload)
        return cls(layer, first, hidden_size, basis, found)

    @property
    def count(self) -> int:
        """Rows there are."""
        return self.hidden_size if self.directions is None else len(self.directions)

    def of(self, rows: Sequence[int]) -> tuple[Hold, ...]:
        """What holds some rows at 0: units together, directions one after the other."""
        if self.directions is None:
            return (Clamp(self.layer, tuple(rows), self.first),)
        return self._steers(self.directions, rows)

    def randoms(self, rows: Sequence[int], count: int) -> list[tuple[Hold, ...]]:
        """Random things like some rows, always the same.

        For units as many others, none if there are too few; for a direction those of equal norm.
        """
        if self.directions is not None:
            like = random_directions(self.directions, rows[0], count)
            return [self._steers(like, (n,)) for n in range(count)]
        others = np.setdiff1d(np.arange(self.hidden_size), rows)
        if len(others) < len(rows):
            return []
        draw = np.random.default_rng(rows)
        sets = (draw.choice(others, len(rows), replace=False) for _ in range(count))
        return [self.of([int(unit) for unit in np.sort(one)]) for one in sets]

    def _steers(self, some: Directions, rows: Sequence[int]) -> tuple[Hold, ...]:
        return tuple(some.steer(row, self.layer, self.basis, self.first, 0.0) for row in rows)


def at_level(held: Sequence[Hold], level: float | None) -> tuple[Hold, ...]:
    """The same held at a level; nothing for None."""
    return () if level is None else tuple(replace(one, value=level) for one in held)
