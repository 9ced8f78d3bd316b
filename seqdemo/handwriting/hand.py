"""Handwriting generator: letters and digits on 7x7 grids, no two alike.

Every drawing is a function of a seed and an address, nothing else: which template, how large,
where, how slanted, how thick, which cells are missed and which are hit by accident. Letters of
one word share a hand: its slant, its pen, its habits. Hands click cells, draw letters as in a book,
or write freely (`free_hand`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.counter_random import uniforms
from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.free_hand import PARTS, free_hand, normal
from seqdemo.handwriting.grids import GRID
from seqdemo.handwriting.pen_line import ink
from seqdemo.handwriting.script import LATIN, Script
from seqdemo.handwriting.template_bank import IntArray, TemplateBank, Writers, template_bank
from seqdemo.handwriting.templates import MAX_CONTROL

CLICKED = 0.27
"""Share of hands that click cells; the others draw lines."""

FREE = 0.78
"""Share of those that draw lines who write freely, rather than as in a book."""

Floats = npt.NDArray[np.floating[Any]]  # while computing; what leaves this module is float32


@dataclass(frozen=True)
class Pen:
    """How freely a hand moves; the defaults cover what people do with a mouse.

    Attributes:
        sloppiness: Scales every distortion of shape, 0 draws the template as it stands.
        miss: Largest chance that an inked cell stays empty; each word draws its own below it.
        stray: Largest chance that an empty cell is inked.
        wrong_cells: Cells of each letter flipped on top of all that.
    """

    sloppiness: float = 0.6
    miss: float = 0.03
    stray: float = 0.01
    wrong_cells: int = 0


def write(
    letters: IntArray,
    words: IntArray,
    places: IntArray,
    *,
    seed: int,
    pen: Pen | None = None,
    writers: Writers = "train",
    script: Script = LATIN,
) -> FloatArray:
    """Draw letters.

    Args:
        letters: Number of each symbol in the script, such as 0..25 for a..z, (N,).
        words: Which word each letter belongs to, (N,); letters of one word share a hand.
        places: Position of each letter in its word, 0..15, (N,).
        seed: Names the world of hands; same seed, same drawings.
        pen: How freely the hand moves.
        writers: Templates used in training, or those held out from it.
        script: Which symbols.

    Returns:
        Grids of zeros and ones, (N, 7, 7).
    """
    pen = pen or Pen()
    drawn = lines(letters, words, places, seed=seed, pen=pen, writers=writers, script=script)
    grids = ink(drawn.points, drawn.height, drawn.habit, drawn.uniform)
    return _spoil(grids, drawn.habit, seed, addresses_of(letters, words, places), pen)


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of N symbols before they become ink on a grid.

    Attributes:
        points: Points of the lines in cells, (N, P, 2); padding is far away, at `FAR`.
        height: Of each symbol in cells, (N,).
        habit: Numbers in [0, 1) that symbols of one word share, (N, 26).
        uniform: Numbers in [0, 1) of each symbol, (N, 24).
    """

    points: FloatArray
    height: Floats
    habit: FloatArray
    uniform: FloatArray


def lines(
    letters: IntArray,
    words: IntArray,
    places: IntArray,
    *,
    seed: int,
    pen: Pen,
    writers: Writers,
    script: Script,
) -> Lines:
    """Lines that hands draw; arguments as those of `write`."""
    bank = template_bank(writers, script)
    addresses = addresses_of(letters, words, places)
    habit = uniforms(seed, words, 26)
    uniform = uniforms(seed + 1, addresses, 24)
    glyph = _glyphs(script, letters, places, habit, uniform)
    template = _choose_template(bank, glyph, letters, habit, uniform)
    points, height = _shape(bank, template, habit, uniform, pen.sloppiness)
    free = ~bank.clicked[template] & (habit[:, 12] < FREE)
    if free.any():
        jitter = normal(uniforms(seed + 4, addresses[free], 2 * (MAX_CONTROL + PARTS)))
        points[free], height[free] = free_hand(
            bank, template[free], habit[free], uniform[free], jitter, pen.sloppiness
        )
    return Lines(points, height, habit, uniform)


def addresses_of(letters: IntArray, words: IntArray, places: IntArray) -> IntArray:
    """Number that names each drawing in its world of hands, (N,)."""
    return np.asarray((words * 16 + places) * 32 + letters)


def _glyphs(
    script: Script, letters: IntArray, places: IntArray, habit: FloatArray, uniform: FloatArray
) -> IntArray:
    """Number of each glyph in the script: small letters, capitals, or as the hand mixes them."""
    if not script.capitals:
        return letters
    case = habit[:, 0]
    capital = np.select(
        [case < 0.73, case < 0.87, case < 0.95],
        [np.zeros_like(places, bool), np.ones_like(places, bool), places == 0],
        default=uniform[:, 0] < 0.4,
    )
    return np.asarray(letters + len(script.symbols) * capital)


def _choose_template(
    bank: TemplateBank, glyph: IntArray, letters: IntArray, habit: FloatArray, uniform: FloatArray
) -> IntArray:
    clicked = (habit[:, 13] < CLICKED).astype(np.int64)
    # A hand writes the same letter the same way, but for a slip now and then.
    taste = np.modf(habit[:, 1] + letters * 0.618)[0]
    taste = np.where(uniform[:, 1] < 0.15, uniform[:, 2], taste)
    pick = (taste * bank.count[clicked, glyph]).astype(np.int64)
    return np.asarray(bank.choices[clicked, glyph, pick])


def _shape(
    bank: TemplateBank,
    template: IntArray,
    habit: FloatArray,
    uniform: FloatArray,
    sloppiness: float,
) -> tuple[FloatArray, Floats]:
    """Points of the line in cells 0..6, (N, MAX_INK, 2), and each letter's height, (N,)."""
    size, clicked = bank.size[template], bank.clicked[template]
    box = np.where(
        clicked[:, None],
        _clicked_box(size, habit, uniform, sloppiness),
        _stroke_box(size, bank.least[template], habit, uniform, sloppiness),
    )
    scale = box / np.maximum(size, 0.5)
    control = bank.control[template] * scale[:, None, :]
    control = control + _bend(control, uniform, sloppiness * np.where(clicked, 0.4, 1.0))
    slant = sloppiness * (normal(habit[:, 2]) * 0.08 + normal(uniform[:, 3]) * 0.03)
    slant = np.where(clicked, 0.4 * slant, slant)
    control[..., 0] += slant[:, None] * (box[:, None, 1] / 2 - control[..., 1])
    control = control + _place(box, habit, uniform, clicked)[:, None, :]
    snapped = clicked | (habit[:, 4] < 0.5)
    placed = np.where(snapped[:, None, None], np.round(control), control)
    points = bank.weights[template] @ np.asarray(placed, np.float32)
    return points + bank.pad[template][..., None], box[:, 1]


def _stroke_box(
    size: FloatArray, least: FloatArray, habit: FloatArray, uniform: FloatArray, sloppiness: float
) -> FloatArray:
    """Width and height a stroked letter is given: on lines, or filling the grid, or between."""
    width, height = size[:, 0], size[:, 1]
    way = habit[:, 5]
    fill = np.select([way < 0.3, way < 0.75], [0.0, 1.0], default=(way - 0.75) * 4)
    tall = height + (6.0 - height) * fill
    tall = tall * (1 - 0.2 * sloppiness * habit[:, 6] * uniform[:, 4])
    stretch = 0.82 + 0.45 * (0.6 * habit[:, 7] + 0.4 * uniform[:, 5])
    wide = np.minimum(width * (tall / np.maximum(height, 1)) ** 0.8 * stretch, 6.0)
    return np.stack([wide, np.clip(tall, least, 6.0)], 1)


def _clicked_box(
    size: FloatArray, habit: FloatArray, uniform: FloatArray, sloppiness: float
) -> FloatArray:
    """A clicked letter keeps its size, or a row or column is added or left out.

    None is left out of fewer than 5: bars would run together.
    """
    change = (uniform[:, 4:6] < 0.12 * sloppiness).astype(np.float32)
    change = change - ((uniform[:, 4:6] > 1 - 0.12 * sloppiness) & (size > 3.5))
    return np.where(size > 1.5, np.clip(size + change, 1.0, 6.0), size).astype(np.float32)


def _bend(control: Floats, uniform: FloatArray, amount: Floats) -> Floats:
    """A smooth wobble: one slow wave in x and one in y."""
    phase = uniform[:, 6:8] * 2 * np.pi
    pace = 0.5 + uniform[:, 8:10]
    strength = 0.18 * amount[:, None] * normal(uniform[:, 10:12])
    wave = np.sin(control[..., ::-1] * pace[:, None, :] + phase[:, None, :])
    return np.asarray(strength[:, None, :] * wave)


def _place(
    box: Floats, habit: FloatArray, uniform: FloatArray, clicked: npt.NDArray[np.bool_]
) -> FloatArray:
    """Where the box's top left corner goes: mostly near the middle, sometimes anywhere."""
    room = 6.0 - box
    tidy = np.where(habit[:, 8] < 0.7, 0.25, 1.0)[:, None]
    corner = room * np.clip(0.5 + (uniform[:, 12:14] - 0.5) * tidy * 1.2, 0.0, 1.0)
    return np.asarray(np.where(clicked[:, None], np.round(corner), corner), np.float32)


def _spoil(
    grids: FloatArray, habit: FloatArray, seed: int, addresses: IntArray, pen: Pen
) -> FloatArray:
    """Leave cells out, hit others by accident, and flip `pen.wrong_cells` more."""
    cells = GRID * GRID
    chance = uniforms(seed + 2, addresses, cells).reshape(grids.shape)
    care = habit[:, 11, None, None] ** 3  # most hands are careful, a few are not
    limit = np.where(grids > 0, pen.miss * care, pen.stray * care)
    grids = np.where(chance < limit, 1 - grids, grids).astype(np.float32)
    if pen.wrong_cells == 0:
        return grids
    order = uniforms(seed + 3, addresses, cells).argsort(1)[:, : pen.wrong_cells]
    flat = grids.reshape(len(grids), cells)
    rows = np.arange(len(grids))[:, None]
    flat[rows, order] = 1 - flat[rows, order]
    return flat.reshape(grids.shape)
