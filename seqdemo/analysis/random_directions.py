"""Random directions of equal norm: a baseline for one that is held."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.directions import Directions

Floats = npt.NDArray[np.float64]


def random_directions(asked: Directions, number: int, count: int) -> Directions:
    """Directions that differ from one of some by a random turn about their centre.

    What is read and what is added have the norms of the one that was asked for and the same angle
    between them, and the centre is read as the same number: held at a value, a random direction
    moves a state as far for a number that is as far from it.

    Args:
        asked: K directions.
        number: Which of them.
        count: Random ones; always the same for the same direction.
    """
    read, write = (one[number].astype(np.float64) for one in (asked.read, asked.write))
    draw = np.random.default_rng([number, count])
    turned = [_turned(draw, read, write) for _ in range(count)]
    reads, writes = (np.array(rows, np.float32) for rows in zip(*turned, strict=True))
    at_centre = float(asked.bias[number] + asked.read[number] @ asked.centre)
    bias = np.asarray(at_centre - reads @ asked.centre, np.float32)
    threshold = None if asked.threshold is None else np.repeat(asked.threshold[number], count)
    names = tuple(f"random {n}" for n in range(1, count + 1))
    return Directions(names, reads, bias, writes, asked.centre, threshold)


def _turned(draw: np.random.Generator, read: Floats, write: Floats) -> tuple[Floats, Floats]:
    """Both vectors in a random plane, with their norms and their angle."""
    lengths = np.linalg.norm(read), np.linalg.norm(write)
    along = float(read @ write) / max(float(lengths[0] * lengths[1]), 1e-12)
    across = np.sqrt(max(0.0, 1 - along**2))
    # By Gram and Schmidt: the signs that `np.linalg.qr` gives are not random.
    one, other = draw.normal(size=(2, len(read)))
    one /= np.linalg.norm(one)
    other -= (other @ one) * one
    other /= np.linalg.norm(other)
    return lengths[0] * one, lengths[1] * (along * one + across * other)
