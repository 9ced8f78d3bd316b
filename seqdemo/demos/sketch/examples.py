"""Drawings that a visitor finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.offsets import tolerance
from seqdemo.demos.sketch.query import Draw
from seqdemo.demos.sketch.strokes import Sketch, clean, line_of
from seqdemo.demos.sketch.things import THINGS


def _body() -> FloatArray:
    """The woolly outline of a body, drawn in one go, open at the end."""
    turn = np.linspace(0.25, 2 * np.pi + 0.1, 56)
    bumps = 1 + 0.07 * np.abs(np.sin(5.5 * turn))
    x, y = 262 + 118 * bumps * np.cos(turn), 250 + 74 * bumps * np.sin(turn)
    return np.stack([x, y], axis=1).astype(np.float32)


BODY: Sketch = (line_of("m", _body()),)
"""What stands on the sheet at a first visit."""

NETWORK, EXAMPLE = "aaron_sheep", "example.npz"
"""The network that goes on with it there, and the finished trace that ships."""


def first_query() -> Draw:
    """What a first visit asks."""
    sketch, _ = clean(BODY, tolerance(NETWORK))
    return Draw(sketch, NETWORK, category=THINGS.index(THING), temperature=TEMPERATURE, seed=SEED)


THING, TEMPERATURE, SEED = "flower", 0.45, 52
"""What a first visit finds chosen."""


def shipped(asked: Draw) -> Path | None:
    """The finished trace of a query, if one ships."""
    path = ASSETS / "sketch" / NETWORK / EXAMPLE
    return path if asked == first_query() and path.exists() else None


def _arc(x: float, y: float, wide: float, tall: float, first: float, last: float) -> FloatArray:
    turn = np.linspace(first, last, 24)
    return np.stack([x + wide * np.cos(turn), y + tall * np.sin(turn)], axis=1).astype(np.float32)


def _drawing(*lines: FloatArray | Sequence[tuple[float, float]]) -> Sketch:
    return tuple(line_of("m", np.array(line, np.float32)) for line in lines)


_ROUND = 2 * np.pi

READY: Mapping[str, Sketch] = {
    "body": BODY,
    "sheep": _drawing(
        _body(),
        _arc(385, 215, 42, 30, -2.2, _ROUND - 2.2),
        _arc(395, 207, 4, 4, 0, _ROUND),
        [(200, 322), (198, 390)],
        [(230, 328), (230, 392)],
        [(300, 328), (302, 392)],
        [(330, 318), (334, 386)],
    ),
    "face": _drawing(
        _arc(256, 256, 150, 170, 0, _ROUND),
        _arc(200, 220, 14, 10, 0, _ROUND),
        _arc(312, 220, 14, 10, 0, _ROUND),
        [(256, 235), (246, 290), (266, 292)],
        _arc(256, 300, 70, 50, 0.4, np.pi - 0.4),
    ),
    "house": _drawing(
        [(130, 400), (130, 240), (256, 130), (382, 240), (382, 400), (130, 400)],
        [(130, 240), (382, 240)],
        [(225, 400), (225, 310), (285, 310), (285, 400)],
    ),
    "tree": _drawing(
        [(236, 430), (240, 300)],
        [(276, 430), (272, 300)],
        _arc(256, 210, 110, 95, 2.0, _ROUND + 1.2),
    ),
    "cross": _drawing([(90, 200), (420, 190)], [(250, 70), (246, 440)]),
}
"""Drawings by name, for the explorer; drawn by this file."""

STARTS: Mapping[str, Sketch] = {
    NETWORK: BODY,
    "quickdraw_mini": _drawing(_arc(256, 220, 34, 34, 0, _ROUND)),
    "short_kanji": _drawing(
        [(160, 150), (164, 230), (170, 330)],
        [(160, 150), (250, 146), (345, 142), (342, 240), (338, 330)],
    ),
    "omniglot": _drawing([(160, 150), (250, 146), (340, 150)]),
}
"""What each network finds on the sheet until a visitor draws: a beginning of its kind."""
