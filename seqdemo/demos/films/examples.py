"""Ready films, and the shipped traces of the first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import FloatArray
from seqdemo.demos.films.kinds import FILMS
from seqdemo.demos.films.making import film
from seqdemo.handwriting.grids import as_drawing

EXAMPLE = "example.npz"
LENGTH = 5
TRIES = 500
LEAST_INK, FURTHEST = 3, 2.5
FIRST_KIND = "moves right"


@cache
def ready(kind: str, seed: int = 4, length: int = LENGTH) -> tuple[str, ...]:
    """A film of a kind; the same seed gives the same film.

    What moves stays whole: nothing leaves at one side and comes in at the other.
    """
    random = np.random.default_rng([seed, FILMS.index(kind)])
    for _ in range(TRIES):
        frames = film(kind, length, random, spoilt=0).frames
        if kind == "grows" or (frames.max(0).sum() >= LEAST_INK and not _torn(frames)):
            break
    return as_drawing(frames)


def _torn(frames: FloatArray) -> bool:
    """Whether something leaves at one side and comes in at the other."""
    across = frames[:, :, 0].any(1) & frames[:, :, -1].any(1)
    down = frames[:, 0].any(1) & frames[:, -1].any(1)
    middles = [np.argwhere(frame).mean(0) for frame in frames if frame.any()]
    jumps = np.abs(np.diff(middles, axis=0))
    return bool((across | down).any() or (jumps > FURTHEST).any())


def first() -> tuple[str, ...]:
    """The film that greets a visitor."""
    return ready(FIRST_KIND)


def shipped(network: str, frames: tuple[str, ...]) -> Path | None:
    """The finished trace of a film, if one ships."""
    path = ASSETS / "films" / network / EXAMPLE
    return path if frames == first() and path.exists() else None
