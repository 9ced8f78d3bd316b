"""Make films: frames, what happens at each, and the kind of film."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.demos.films.kinds import FILMS, FRAMES
from seqdemo.demos.films.pictures import BALLS, DISCS, HANDS, placed
from seqdemo.handwriting.grids import GRID

SPOILT, FLIPS = 0.3, 0.02
"""Share of films in which cells flip, and of their cells that do."""

Maker = Callable[[np.random.Generator, int], tuple[list[FloatArray], list[str]]]


@dataclass(frozen=True, eq=False)
class Film:
    """One film.

    Attributes:
        frames: (T, 7, 7) of zeros and ones.
        happens: What happens at each frame, T numbers of `kinds.FRAMES`; at the first frame, what
            is about to happen.
        kind: Number of `kinds.FILMS`.
    """

    frames: FloatArray
    happens: tuple[int, ...]
    kind: int


def film(kind: str, length: int, random: np.random.Generator, spoilt: float = SPOILT) -> Film:
    """Make a film of a kind.

    Args:
        kind: One of `kinds.FILMS`.
        length: Frames T, at least 4.
        random: Decides on the ball, its place, its pace and so on.
        spoilt: Chance that some of its cells flip.
    """
    frames, happens = MAKERS[kind](random, length)
    drawn = np.stack(frames)
    if random.random() < spoilt:
        drawn = np.abs(drawn - (random.random(drawn.shape) < FLIPS))
    numbers = tuple(FRAMES.index(word) for word in happens)
    return Film(np.asarray(drawn, np.float32), numbers, FILMS.index(kind))


def _moving(way: str) -> Maker:
    down, right = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}[way]

    def make(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
        ball, pace = _ball(random), 1 + int(random.random() < 0.15)
        y, x = random.integers(0, GRID, 2)
        places = [(y + t * pace * down, x + t * pace * right) for t in range(length)]
        return [placed(ball, *place) for place in places], [way] * length

    return make


def _bouncing(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
    """To one side and back from it, once before the last frame at least."""
    ball = _ball(random)
    upright = random.random() < 0.6
    room = GRID - ball.shape[0 if upright else 1]
    other = int(random.integers(0, GRID - ball.shape[1 if upright else 0] + 1))
    until = int(random.integers(1, min(room, length - 2) + 1))
    forth = random.random() < 0.5
    at, way = (room - until, 1) if forth else (until, -1)
    along, ways = [at], []
    for _ in range(length - 1):
        if not 0 <= at + way <= room:
            way = -way
        at += way
        along.append(at)
        ways.append(way)
    names = ("up", "down") if upright else ("left", "right")
    happens = [names[way > 0] for way in [ways[0], *ways]]
    places = [(at, other) if upright else (other, at) for at in along]
    return [placed(ball, *place) for place in places], happens


def _growing(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
    """A disc that is larger every one or two frames, until it fills the frame."""
    slow = random.random() < 0.5 and length > 5
    size = int(random.integers(0, 3))
    moved = random.integers(-1, 2, 2)
    sizes = [min(size + t // (1 + slow), len(DISCS) - 1) for t in range(length)]
    return [_rolled(DISCS[n], moved) for n in sizes], ["grows"] * length


def _blinking(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
    shown = _still(random)
    period, phase = 1 + int(random.random() < 0.25), int(random.integers(0, 2))
    lit: list[bool] = [(t // period + phase) % 2 == 0 for t in range(length)]
    return [np.asarray(shown * on, np.float32) for on in lit], ["blinks"] * length


def _waving(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
    begin, through = int(random.integers(0, 4)), (0, 1, 2, 1)
    if random.random() < 0.3:
        through = (0, 2, 0, 2)
    moved = int(random.integers(-1, 2)) if random.random() < 0.4 else 0
    poses = [HANDS[through[(begin + t) % 4]] for t in range(length)]
    return [np.roll(pose, moved, 1) for pose in poses], ["waves"] * length


def _resting(random: np.random.Generator, length: int) -> tuple[list[FloatArray], list[str]]:
    shown = _still(random)
    return [shown] * length, ["rests"] * length


def _rolled(shown: FloatArray, by: Any) -> FloatArray:
    return np.asarray(np.roll(shown, by, (0, 1)))


def _still(random: np.random.Generator) -> FloatArray:
    """A ball, a disc or a hand somewhere."""
    which = random.random()
    if which < 0.2:
        return np.asarray(HANDS[int(random.integers(0, len(HANDS)))])
    if which < 0.35:
        return np.asarray(DISCS[int(random.integers(2, len(DISCS)))])
    y, x = (int(place) for place in random.integers(0, GRID, 2))
    return placed(_ball(random), y, x)


def _ball(random: np.random.Generator) -> FloatArray:
    """One of `BALLS`, or a blot that is not there twice."""
    if random.random() < 0.7:
        return np.asarray(BALLS[int(random.integers(0, len(BALLS)))])
    blot = (random.random((int(random.integers(2, 5)), int(random.integers(2, 5)))) < 0.65) * 1.0
    blot[0, 0] = 1.0
    return np.asarray(blot, np.float32)


MAKERS: Mapping[str, Maker] = {
    **{f"moves {way}": _moving(way) for way in ("left", "right", "up", "down")},
    "bounces": _bouncing,
    "grows": _growing,
    "blinks": _blinking,
    "waves": _waving,
    "rests": _resting,
}
