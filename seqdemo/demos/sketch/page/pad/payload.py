"""A drawing and how a network goes on from it, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.gaussians import Gaussians
from seqdemo.demos.sketch.strokes import SHEET, Line
from seqdemo.web.packing import base64_of, packed

SHOWN = 8
"""Gaussians that are drawn at each step, those of the largest weight."""

Lines = Sequence[FloatArray]


@dataclass(frozen=True, eq=False)
class Ahead:
    """How a network goes on.

    Attributes:
        places: Where the pen goes, (T, 2), on the sheet.
        lifted: Whether it is lifted after each, (T,).
        start: Where it was before.
        drawing: Whether it is down there.
        finished: Whether the network then says that the drawing is finished.
        gaussians: Of its steps; one more than places if it is finished.
    """

    places: FloatArray
    lifted: FloatArray
    start: tuple[float, float]
    drawing: bool
    finished: bool
    gaussians: Gaussians

    def lines(self) -> list[FloatArray]:
        """Its lines, (N, 2) each."""
        found = np.split(self.places, np.flatnonzero(self.lifted > 0) + 1)
        if self.drawing and len(self.places):
            found[0] = np.concatenate([np.array([self.start], np.float32), found[0]])
        return [line for line in found if len(line)]

    def data(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return {
            "places": base64_of(self.places, "<f4"),
            "lifted": "".join("1" if up else "0" for up in self.lifted),
            "start": [float(self.start[0]), float(self.start[1])],
            "drawing": self.drawing,
            "finished": self.finished,
            "gaussians": _gaussians(self.gaussians.largest(SHOWN)),
        }


@dataclass(frozen=True)
class PadView:
    """Everything the component shows.

    Attributes:
        drawing: Lines as text.
        mode: "finish", "beside" or "morph".
        ahead: How the network goes on; None if it does not.
        others: Other endings, each its lines; None if they were not asked for yet.
        frames: Drawings between two.
        kept: The drawing a morph goes to.
        ending: Number of the ending shown; 0 is the first.
        waits: Whether it is the visitor's turn.
        note: A sentence on the drawing.
        step: Points of the ending shown first; None is all.
    """

    drawing: Sequence[str]
    mode: str
    ahead: Ahead | None = None
    others: Sequence[Lines] | None = None
    frames: Sequence[Sequence[Line]] = ()
    kept: Sequence[Line] = ()
    ending: int = 0
    waits: bool = False
    note: str = ""
    step: int | None = None


def payload(view: PadView) -> dict[str, Any]:
    """`view` as JSON-ready data."""
    return {
        "drawing": list(view.drawing),
        "side": SHEET,
        "mode": view.mode,
        "ahead": None if view.ahead is None else view.ahead.data(),
        "others": None if view.others is None else [_lines(lines) for lines in view.others],
        "frames": [_lines([line.array for line in frame]) for frame in view.frames],
        "kept": _lines([line.array for line in view.kept]),
        "ending": view.ending,
        "waits": view.waits,
        "note": view.note,
        "step": view.step,
    }


def _gaussians(shown: Gaussians) -> dict[str, Any]:
    """Numbers of each Gaussian side by side: weight and correlation; mean and sigma, x and y."""
    shares = np.stack([shown.weight, shown.correlation], axis=-1)
    return {
        "count": shown.weight.shape[1],
        "shares": packed(shares),
        "numbers": packed(np.concatenate([shown.mean, shown.sigma], axis=-1)),
        "pen": packed(shown.pen),
    }


def _lines(lines: Lines) -> list[str]:
    return [base64_of(line, "<f4") for line in lines]
