"""Templates of letters and digits as pen strokes.

Three sources stand in a script's folder: `strokes.txt`, capitals, book letters and digits as pen
strokes; `pen.txt`, small letters as people write them; and `hand_*.txt`, letters clicked cell by
cell into 7x7 grids.
All become one form: control points, and for each point of the inked line the weights that make it
from them. Moving the control points then bends the whole letter as a hand would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.grids import grid_of
from seqdemo.handwriting.script import LATIN, Script

MAX_CONTROL, MAX_INK = 32, 96
"""Every template is padded to this many control points and points of ink."""

UNITS_PER_CELL = 10 / 6
"""Stroke coordinates: a capital is 10 units high and 7 cells, so 6 cell distances, on the grid."""


@dataclass(frozen=True, eq=False)
class Template:
    """One way of writing one symbol.

    Attributes:
        glyph: The symbol as written, "a" or "A".
        control: Control points in cells, x right and y down, (C, 2); (0, 0) is the centre of the
            top left cell of the letter's box.
        weights: The inked line as mixtures of control points, (P, C); rows sum to 1.
        part: Which stroke each control point belongs to, from 0, (C,).
        origin: Where (0, 0) lies on the lines that letters are written on, in cells, (2,): the top
            of capitals is at 0, the baseline at 6.
        clicked: Drawn cell by cell, so its size is meant; strokes may be scaled freely.
        held_out: Kept away from training, to measure hands never seen.
    """

    glyph: str
    control: FloatArray
    weights: FloatArray
    part: npt.NDArray[np.int64]
    origin: FloatArray
    clicked: bool
    held_out: bool


@cache
def all_templates(script: Script = LATIN) -> tuple[Template, ...]:
    """Every way of writing that ships, strokes first."""
    folder, hands = script.folder, sorted(script.folder.glob("hand_*.txt"))
    strokes = [path for path in (folder / "strokes.txt", folder / "pen.txt") if path.is_file()]
    return (
        *(template for path in strokes for template in _strokes(path)),
        *(template for path in hands for template in _clicked(path, script.held_out)),
    )


def clicked_drawings(path: Path) -> Iterator[tuple[str, FloatArray]]:
    """The (glyph, 7x7 grid) pairs of a `hand_*.txt`."""
    for block in path.read_text("utf-8").strip().split("\n\n"):
        glyph, drawing = block.split("\n", 1)
        yield glyph.strip(), grid_of(drawing)


def _strokes(path: Path) -> Iterator[Template]:
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        held_out, text = line.startswith("!"), line.removeprefix("! ")
        glyph, strokes = text.split(" ", 1)
        drawn = [_stroke(stroke) for stroke in strokes.split("/")]
        control, weights = _join(drawn)
        control = control / np.float32(UNITS_PER_CELL)
        origin = control.min(0)
        part = np.repeat(np.arange(len(drawn)), [len(points) for points, _ in drawn])
        yield Template(glyph, control - origin, weights, part, origin, False, held_out)


def _clicked(path: Path, held_out_hands: tuple[str, ...]) -> Iterator[Template]:
    for glyph, grid in clicked_drawings(path):
        rows, columns = np.nonzero(grid)
        cells = np.stack([columns, rows], 1).astype(np.float32)
        weights = _links(cells)
        origin = cells.min(0)
        part = np.zeros(len(cells), np.int64)
        held_out = path.stem in held_out_hands
        yield Template(glyph, cells - origin, weights, part, origin, True, held_out)


def _stroke(text: str) -> tuple[FloatArray, FloatArray]:
    curved = text.strip().startswith("~")
    points = text.replace("~", " ").split()
    digits = [[int(digit, 16) for digit in point] for point in points]
    control = np.array(digits, dtype=np.float32)
    spans = [
        _span(index, len(control), curved, _ink_steps(a, b))
        for index, (a, b) in enumerate(pairwise(control))
    ]
    last = np.eye(len(control), dtype=np.float32)[-1:]
    return control, np.concatenate([*spans, last])


def _ink_steps(a: FloatArray, b: FloatArray) -> int:
    """Ink points from a to b, so that neighbours lie at most 0.45 cells apart."""
    return max(1, int(np.ceil(np.hypot(*(b - a)) / UNITS_PER_CELL / 0.45)))


def _span(index: int, count: int, curved: bool, steps: int) -> FloatArray:
    """Weights of `steps` points from control point `index` towards the next, (steps, count)."""
    u = (np.arange(steps, dtype=np.float32) / steps)[:, None]
    eye = np.eye(count, dtype=np.float32)
    before, here = eye[max(index - 1, 0)], eye[index]
    there, after = eye[index + 1], eye[min(index + 2, count - 1)]
    if not curved:
        return np.asarray((1 - u) * here + u * there, np.float32)
    # Catmull-Rom: a curve through its control points, linear in them.
    curve = 0.5 * (
        2 * here
        + u * (there - before)
        + u**2 * (2 * before - 5 * here + 4 * there - after)
        + u**3 * (3 * here - before - 3 * there + after)
    )
    return np.asarray(curve, np.float32)


def _links(cells: FloatArray) -> FloatArray:
    """Ink at every clicked cell and midway between neighbours, (P, cells)."""
    eye = np.eye(len(cells), dtype=np.float32)
    filled = {(int(x), int(y)): index for index, (x, y) in enumerate(cells)}
    middles = []
    for (x, y), index in filled.items():
        for dx, dy in ((1, 0), (0, 1), (1, 1), (-1, 1)):
            other = filled.get((x + dx, y + dy))
            corner = dx and dy and ((x + dx, y) in filled or (x, y + dy) in filled)
            if other is not None and not corner:
                middles.append((eye[index] + eye[other]) / 2)
    return np.stack([*eye, *middles])


def _join(strokes: list[tuple[FloatArray, FloatArray]]) -> tuple[FloatArray, FloatArray]:
    control = np.concatenate([points for points, _ in strokes])
    weights = np.zeros((sum(len(w) for _, w in strokes), len(control)), np.float32)
    row = column = 0
    for _, part in strokes:
        weights[row : row + part.shape[0], column : column + part.shape[1]] = part
        row, column = row + part.shape[0], column + part.shape[1]
    return control, weights
