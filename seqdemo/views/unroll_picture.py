"""Picture of an unrolled network, for a download."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.views.palette import LIGHT, Palette, diverging, rgb
from seqdemo.views.unit_order import Order

_SCALE = 2  # drawn at twice the size, for sharp projectors
_COLUMN, _TILE, _GRID = 170, 112, 98


@dataclass(frozen=True)
class PictureColumn:
    """One step: the grid read, its letter, and the words expected after it."""

    grid: FloatArray  # (7, 7)
    letter: str
    guesses: Sequence[tuple[str, float]]  # word, or "" for none, and probability


def unroll_picture(
    trace: Trace,
    columns: Sequence[PictureColumn],
    *,
    order: Order,
    title: str = "",
    palette: Palette = LIGHT,
) -> Image.Image:
    """Draw a word reader's trace: guesses on top, states in the middle, the drawing below."""
    top = 70 if title else 16
    size = (_COLUMN * len(columns) + 30, top + 424)
    image = Image.new("RGB", (size[0] * _SCALE, size[1] * _SCALE), palette.paper)
    pen = ImageDraw.Draw(image)
    if title:
        pen.text(_at(20, 16), title, palette.ink, _font(26))
    for step, column in enumerate(columns):
        x = 15 + step * _COLUMN
        _guesses(pen, x, top, column.guesses, palette)
        _arrow(pen, (x + _COLUMN / 2, top + 162), (x + _COLUMN / 2, top + 138), palette)
        _tile(image, x, top + 168, trace.layers[-1].hidden[step], order, palette)
        if step:
            y = top + 168 + _TILE / 2
            _arrow(pen, (x - 26, y), (x + 26, y), palette)
        _arrow(pen, (x + _COLUMN / 2, top + 294), (x + _COLUMN / 2, top + 284), palette)
        _grid(pen, x, top + 298, column.grid, palette)
        letter = column.letter or "no letter"
        pen.text(_at(x + _COLUMN / 2, top + 410), letter, palette.soft, _font(14), anchor="mm")
    return image


def png(image: Image.Image) -> bytes:
    """The picture as a PNG file: with `optimize` it would be 5 % smaller, in four times as long."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _guesses(
    pen: ImageDraw.ImageDraw, x: float, y: float, words: Sequence[tuple[str, float]], p: Palette
) -> None:
    for row, (word, share) in enumerate(words[:5]):
        top, left, wide = y + row * 26, x + 12, _COLUMN - 24
        pen.rounded_rectangle(_box(left, top, wide, 22), 4 * _SCALE, p.well)
        filled = max(2.0, wide * share)
        pen.rounded_rectangle(_box(left, top, filled, 22), 4 * _SCALE, _mix(p.ink, p.well, 0.35))
        pen.text(_at(left + 6, top + 11), word or "no word I know", p.ink, _font(13), anchor="lm")
        pen.text(_at(left + wide - 6, top + 11), percent(share), p.soft, _font(11), anchor="rm")


def _tile(
    image: Image.Image, x: float, y: float, values: FloatArray, order: Order, palette: Palette
) -> None:
    side = ceil(sqrt(len(values)))
    cell = _TILE * _SCALE // side
    cells = np.full((side * side, 3), diverging(np.zeros(1, np.float32), palette)[0])
    cells[: len(values)] = diverging(values[order], palette)
    colours = np.kron(cells.reshape(side, side, 3), np.ones((cell, cell, 1), np.uint8))
    gap = np.arange(side * cell) % cell >= cell - 2
    colours[gap], colours[:, gap] = rgb(palette.paper), rgb(palette.paper)
    left = x + (_COLUMN - side * cell / _SCALE) / 2
    image.paste(Image.fromarray(colours.astype(np.uint8)), _whole(left, y))


def _grid(pen: ImageDraw.ImageDraw, x: float, y: float, grid: FloatArray, p: Palette) -> None:
    left, cell = x + (_COLUMN - _GRID) / 2, _GRID / 7
    for row, column in np.ndindex(7, 7):
        box = _box(left + column * cell, y + row * cell, cell - 2, cell - 2)
        pen.rounded_rectangle(box, 3 * _SCALE, p.ink if grid[row, column] > 0 else p.well)


def _arrow(
    pen: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], p: Palette
) -> None:
    pen.line([_at(*start), _at(*end)], p.soft, 2 * _SCALE)
    (x, y), (dx, dy) = end, (np.sign(end[0] - start[0]), np.sign(end[1] - start[1]))
    wings = [(x - 6 * dx + s * 4 * dy, y - 6 * dy + s * 4 * dx) for s in (-1, 1)]
    pen.polygon([_at(x + 2 * dx, y + 2 * dy), *(_at(*wing) for wing in wings)], p.soft)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * _SCALE)


def _at(x: float, y: float) -> tuple[float, float]:
    return x * _SCALE, y * _SCALE


def _whole(x: float, y: float) -> tuple[int, int]:
    return round(x * _SCALE), round(y * _SCALE)


def _box(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    return x * _SCALE, y * _SCALE, (x + wide) * _SCALE, (y + high) * _SCALE


def _mix(a: str, b: str, share: float) -> tuple[int, int, int]:
    first, second = np.array(rgb(a)), np.array(rgb(b))
    mixed = np.rint(first * share + second * (1 - share)).astype(int)
    return int(mixed[0]), int(mixed[1]), int(mixed[2])
