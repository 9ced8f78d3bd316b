"""Pictures that films are made of: balls, discs and a hand."""

from __future__ import annotations

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import GRID, grid_of

_BALLS = ("#", "##/##", "###/###/###", ".#./###/.#.", "###/#.#/###", "##", "#/#", ".#/##", "##/#.")
BALLS = tuple(
    np.array([[cell == "#" for cell in row] for row in ball.split("/")], np.float32)
    for ball in _BALLS
)
"""Small things that move, (rows, columns) of zeros and ones."""

DISCS = tuple(
    (np.hypot(*np.indices((GRID, GRID)) - 3.0) <= radius).astype(np.float32)
    for radius in (0.5, 1.1, 1.5, 2.1, 2.5, 2.9, 3.7)
)
"""A disc that grows, in the middle, small to large, (7, 7) each."""

_ARM = "..###.. ..###.. ...#... ...#..."
HANDS = (
    grid_of(f".#.#... #.#.#.. .####.. {_ARM}"),
    grid_of(f"..#.#.. .#.#.#. ..####. {_ARM}"),
    grid_of(f"...#.#. ..#.#.# ..####. {_ARM}"),
)
"""A hand that leans left, stands, and leans right, (7, 7) each."""


def placed(ball: FloatArray, y: int, x: int) -> FloatArray:
    """A ball with its top left cell at row y and column x of an empty frame, (7, 7).

    What sticks out at one side comes in at the other.
    """
    frame = np.zeros((GRID, GRID), np.float32)
    frame[: ball.shape[0], : ball.shape[1]] = ball
    return np.roll(frame, (y, x), (0, 1))
