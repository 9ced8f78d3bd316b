"""Letters as a free hand writes them: slanted, narrow, low, uneven.

Where a book letter is scaled to its place, a free one keeps the proportions of its hand: how far
its ascenders and descenders reach, how wide it is, how it leans. Every control point and every
stroke lands a little off; then the letter is brought onto the grid as people bring theirs: as large
as it goes, on lines, stretched, or small somewhere.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.template_bank import IntArray, TemplateBank
from seqdemo.handwriting.templates import MAX_CONTROL

PARTS = 4
"""Strokes of a letter that move on their own; later ones move with the last."""

X_TOP, BASE = 2.4, 6.0
"""Top of small letters and baseline, in cells below the top of capitals."""

Floats = npt.NDArray[np.floating[Any]]


def free_hand(
    bank: TemplateBank,
    template: IntArray,
    habit: FloatArray,
    uniform: FloatArray,
    jitter: FloatArray,
    sloppiness: float,
) -> tuple[FloatArray, FloatArray]:
    """Points of the line in cells, (N, P, 2), and each letter's height, (N,).

    Args:
        bank: All templates.
        template: Which of them, (N,); strokes only.
        habit: Numbers in [0, 1) that letters of one word share, (N, 26).
        uniform: Numbers in [0, 1) of each letter, (N, 24).
        jitter: Normal numbers of each letter, (N, 2 * (MAX_CONTROL + PARTS)).
        sloppiness: Scales every distortion.
    """
    control = bank.control[template] + bank.origin[template][:, None]
    control[..., 1] = _zones(bank, template, control[..., 1], habit, uniform)
    control = _uneven(bank, template, control, habit, jitter, sloppiness)
    control = _lean(control, habit, uniform, sloppiness)
    points = bank.weights[template] @ control
    inked = (bank.pad[template] == 0)[..., None]
    low = np.where(inked, points, np.inf).min(1)
    size = np.where(inked, points, -np.inf).max(1) - low
    scale = _fit(size, bank.least[template], habit, uniform, sloppiness)
    box = size * scale
    placed = (points - low[:, None]) * scale[:, None] + _place(box, habit, uniform)[:, None]
    placed = placed + bank.pad[template][..., None]
    return placed.astype(np.float32), box[:, 1].astype(np.float32)


def normal(u: FloatArray) -> FloatArray:
    """Roughly normal from uniform: the logistic quantile, variance 1, tails cut at 3."""
    u = np.clip(u, 1e-3, 1 - 1e-3)
    return np.asarray(np.clip(np.log(u / (1 - u)) * 0.551, -3, 3), dtype=np.float32)


def _zones(
    bank: TemplateBank, template: IntArray, y: Floats, habit: FloatArray, u: FloatArray
) -> Floats:
    """Ascenders and descenders of small letters as long as this hand makes them."""
    up = (0.6 + 0.65 * habit[:, 14]) * (0.88 + 0.24 * u[:, 15])
    up = np.where(bank.dotted[template], np.maximum(up, 0.9), up)  # or the dot would touch
    down = (0.5 + 0.65 * habit[:, 15]) * (0.88 + 0.24 * u[:, 16])
    moved = np.where(y < X_TOP, X_TOP - (X_TOP - y) * up[:, None], y)
    moved = np.where(y > BASE, BASE + (y - BASE) * down[:, None], moved)
    return np.where(bank.tall[template][:, None], y, moved)


def _uneven(
    bank: TemplateBank,
    template: IntArray,
    control: Floats,
    habit: FloatArray,
    jitter: FloatArray,
    sloppiness: float,
) -> Floats:
    """Every control point a little off, and every stroke as a whole: dots, bars, bowls."""
    points = jitter[:, : 2 * MAX_CONTROL].reshape(-1, MAX_CONTROL, 2)
    strokes = jitter[:, 2 * MAX_CONTROL :].reshape(-1, PARTS, 2)
    rows = np.arange(len(template))[:, None]
    moved = strokes[rows, np.minimum(bank.part[template], PARTS - 1)]
    rough = sloppiness * (0.06 + 0.2 * habit[:, 16] ** 1.5)[:, None, None]
    loose = sloppiness * (0.08 + 0.22 * habit[:, 17])[:, None, None]
    moved = control + rough * points + loose * moved
    return np.asarray(moved, np.float32)


def _lean(control: Floats, habit: FloatArray, uniform: FloatArray, sloppiness: float) -> Floats:
    """Width, slant and turn, mostly the hand's and partly the letter's own."""
    wide = np.exp(sloppiness * (0.2 * normal(habit[:, 18]) + 0.1 * normal(uniform[:, 17])) - 0.08)
    slant = sloppiness * (0.16 * normal(habit[:, 2]) + 0.06 * normal(uniform[:, 3])) + 0.03
    turn = sloppiness * (0.05 * normal(habit[:, 19]) + 0.05 * normal(uniform[:, 18]))
    x, y = control[..., 0] * wide[:, None], control[..., 1] - BASE
    x = x - slant[:, None] * y
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    return np.stack([cos * x - sin * y, sin * x + cos * y], -1).astype(np.float32)


def _fit(
    size: Floats, least: FloatArray, habit: FloatArray, uniform: FloatArray, sloppiness: float
) -> Floats:
    """Scale of width and height that brings a letter onto the grid, (N, 2)."""
    larger = np.maximum(size.max(1), 0.5)
    way, large = habit[:, 20], 0.7 * habit[:, 21] + 0.3 * uniform[:, 19]
    large = 1 - (1 - large) * min(sloppiness, 1.0)
    full = (5.4 + 1.1 * large) / larger
    tall = BASE - X_TOP * (1 - (0.6 + 0.65 * habit[:, 14]))
    lines = np.minimum((4.9 + 1.3 * large) / tall, 6.2 / larger)
    small = (3.4 + 2.0 * large) / larger
    scale = np.select([way < 0.5, way < 0.78, way < 0.9], [full, lines, small], default=full)
    # Below its least height nobody could tell the letter.
    scale = np.maximum(scale, np.minimum(0.88 * least / np.maximum(size[:, 1], 0.5), 6.2 / larger))
    stretch = np.clip(6.0 / np.maximum(size * scale[:, None], 1.5), 1.0, 2.0)
    share = np.where(way < 0.9, 0.0, habit[:, 22])[:, None]
    return np.asarray(scale[:, None] * stretch**share)


def _place(box: Floats, habit: FloatArray, uniform: FloatArray) -> Floats:
    """Where the box's top left corner goes: near the middle, on a line, or anywhere, (N, 2)."""
    way = habit[:, 23]
    spread = np.select([way < 0.5, way < 0.75], [0.12, 0.35], default=0.9)[:, None]
    middle = np.stack([np.full(len(box), 0.5), np.where(habit[:, 24] < 0.65, 0.5, 0.92)], 1)
    at = np.clip(middle + (uniform[:, 20:22] - 0.5) * spread, 0.0, 1.0)
    return np.asarray((6.0 - box) * at)
