"""Offsets of points as a network reads them, from lines and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.sources import SOURCES
from seqdemo.demos.sketch.strokes import SHEET, Sketch, line_of


def unit(source: str, scale: float) -> float:
    """How many units of the sheet one unit of a network's scale is."""
    return scale * SHEET / SOURCES[source].side


def tolerance(source: str) -> float:
    """How far a simplified line may leave the one that was drawn, in units of the sheet."""
    return SOURCES[source].tolerance * SHEET / SOURCES[source].side


def offsets_of(sketch: Sketch, source: str, scale: float) -> FloatArray:
    """Offsets dx, dy in units of the scale and whether the pen is lifted after, (T, 3).

    A drawing begins where its first line does; that place is no offset of its own, except in data
    sets whose drawings begin with an offset of zero.
    """
    if not sketch:
        return np.zeros((0, 3), np.float32)
    places = np.concatenate([line.array for line in sketch])
    lifted = np.zeros(len(places), np.float32)
    lifted[np.cumsum([len(line.places) for line in sketch]) - 1] = 1
    moves = np.diff(places, axis=0, prepend=places[:1]) / np.float32(unit(source, scale))
    points = np.concatenate([moves, lifted[:, None]], axis=1)
    # A first line of one place is a dot: it stays, or there would be nothing to read.
    begins = SOURCES[source].zero_first or len(sketch[0].places) == 1
    return points if begins else points[1:]


def moved(points: FloatArray, size: float) -> FloatArray:
    """Places after points (T, 3) from where the pen was, (T, 2), in units of the sheet."""
    return np.cumsum(points[:, :2], axis=0) * np.float32(size)


def lines_of(
    points: FloatArray, source: str, scale: float, start: Sequence[float], *, drawing: bool
) -> list[FloatArray]:
    """Lines on the sheet, (N, 2) each, of points (T, 3) in units of the scale.

    Args:
        points: Offsets and whether the pen is lifted after.
        source: Data set that the network draws like.
        scale: Of the network.
        start: Where the pen is before the first point, on the sheet.
        drawing: Whether it is down there, so that the first line begins at `start`.
    """
    places = np.array(start, np.float32) + moved(points, unit(source, scale))
    lines: list[FloatArray] = []
    line = [np.array(start, np.float32)] if drawing else []
    for place, lifted in zip(places, points[:, 2], strict=True):
        line.append(place)
        if lifted:
            lines.append(np.array(line, np.float32))
            line = []
    if line and (len(line) > 1 or not drawing or lines):
        lines.append(np.array(line, np.float32))
    return lines


def centred(points: FloatArray, source: str, scale: float) -> Sketch:
    """A whole drawing (T, 3), moved to the middle of the sheet; smaller if it does not fit."""
    lines = lines_of(points, source, scale, (0.0, 0.0), drawing=True)
    if not lines:
        return ()
    every = np.concatenate(lines)
    low, high = every.min(0), every.max(0)
    shrink = min(1.0, 0.94 * SHEET / max(1.0, float((high - low).max())))
    moved = [(line - (low + high) / 2) * shrink + SHEET / 2 for line in lines]
    return tuple(line_of("n", line) for line in moved)


def start_of(sketch: Sketch, points: FloatArray, source: str, scale: float) -> tuple[float, float]:
    """Where the pen is before the first of points (T, 3) that follow a drawing, on the sheet.

    That is where it was lifted last. An empty sheet is begun where these points as a whole lie in
    its middle.
    """
    if sketch:
        return sketch[-1].places[-1]
    every = np.concatenate([np.zeros((1, 2), np.float32), moved(points, unit(source, scale))])
    x, y = np.clip(SHEET / 2 - (every.min(0) + every.max(0)) / 2, 0, SHEET).round().tolist()
    return x, y


def owned(lines: Sequence[FloatArray]) -> Sketch:
    """Lines of a network as part of a drawing."""
    return tuple(line_of("n", line) for line in lines)
