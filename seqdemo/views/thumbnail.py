"""Thumbnail of a trace: states as tiles, inputs below."""

from __future__ import annotations

from math import ceil, cos, pi, sin, sqrt

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from seqdemo.core.trace import Trace
from seqdemo.views.palette import Palette, diverging, rgb
from seqdemo.views.unit_order import by_peak

WIDTH, HEIGHT = 960, 420
MOST = 6
FEW = 4
"""Most steps of a picture, and of one whose inputs are words: its states are the larger."""
WORD_START = "▁"
"""Before a subword that begins a word, as SentencePiece writes it; no reader needs it."""

ARROWS = "→↗↑↖←↙↓↘"
"""Directions of strokes, an eighth of a turn apart."""


def thumbnail(trace: Trace, palette: Palette) -> Image.Image:
    """The first steps of a trace's top layer, (420, 960) pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.paper)
    pen = ImageDraw.Draw(image)
    steps = _steps(trace)
    layer = trace.layers[-1]
    order, side = by_peak(layer), ceil(sqrt(layer.hidden_size))
    pitch = WIDTH / steps
    cell = max(2, int(min(pitch * 0.78, 240) // side))
    # Pictures of inputs fill the lower half; letters do not, and the whole moves to the middle.
    drawn = "grids" in trace.extras or _looks_at_a_square(trace)
    top = 40 if drawn else (HEIGHT - side * cell - 70) // 2
    # So small a picture shows differences: nearly the largest value has the full colour.
    scale = max(1e-6, float(np.quantile(np.abs(layer.hidden[:steps]), 0.97)))
    for step in range(steps):
        colours = np.full((side * side, 3), rgb(palette.well), np.uint8)
        colours[: layer.hidden_size] = diverging(layer.hidden[step, order] / scale, palette)
        tile = np.kron(colours.reshape(side, side, 3), np.ones((cell, cell, 1), np.uint8))
        gap = np.arange(side * cell) % cell >= cell - max(1, cell // 7)
        tile[gap], tile[:, gap] = rgb(palette.paper), rgb(palette.paper)
        middle = pitch * (step + 0.5)
        left = int(middle - side * cell / 2)
        image.paste(Image.fromarray(tile), (left, top))
        _input(pen, trace, step, middle, top + side * cell + 22, palette)
        if step:
            y = top + side * cell // 2
            pen.line([(left - pitch + side * cell + 8, y), (left - 14, y)], palette.soft, 3)
            pen.polygon([(left - 6, y), (left - 18, y - 7), (left - 18, y + 7)], palette.soft)
    return image


def _input(
    pen: ImageDraw.ImageDraw, trace: Trace, step: int, x: float, y: float, palette: Palette
) -> None:
    """What was read: a grid that was drawn or looked at if the trace has such, else a label."""
    grids = trace.extras.get("grids")
    if _looks_at_a_square(trace):
        _look(pen, trace, step, x, y, palette)
        return
    if grids is None:
        _label(pen, trace.inputs[step], x, y + 30, WIDTH / _steps(trace), palette)
        return
    widest = 0.8 * WIDTH / min(len(trace), MOST)
    size = min(HEIGHT - y - 14, widest) / grids.shape[1]
    for row, column in np.ndindex(grids.shape[1:]):
        left = x + (column - grids.shape[2] / 2) * size
        box = (left, y + row * size, left + size - 2, y + (row + 1) * size - 2)
        pen.rectangle(box, palette.ink if grids[step, row, column] > 0 else palette.well)


def _steps(trace: Trace) -> int:
    """How many steps are shown."""
    drawn = "grids" in trace.extras or _looks_at_a_square(trace)
    return min(len(trace), MOST if drawn else FEW)


def _label(
    pen: ImageDraw.ImageDraw, words: str, x: float, y: float, room: float, palette: Palette
) -> None:
    """What was read, as small as it needs to be beside others; the font has no arrows."""
    if words in ARROWS:
        turn = -pi / 4 * ARROWS.index(words)
        ahead, aside = (18 * cos(turn), 18 * sin(turn)), (9 * -sin(turn), 9 * cos(turn))
        tip = (x + ahead[0], y + ahead[1])
        pen.line([(x - ahead[0], y - ahead[1]), tip], palette.ink, 5)
        sides = [(x + sign * aside[0], y + sign * aside[1]) for sign in (-1, 1)]
        pen.polygon([tip, *sides], palette.ink)
        return
    words = words.removeprefix(WORD_START)
    font = ImageFont.load_default(44)
    font = ImageFont.load_default(min(44, 44 * 0.9 * room / max(1, font.getlength(words))))
    pen.text((x, y), words, palette.ink, font, anchor="mm")


def _looks_at_a_square(trace: Trace) -> bool:
    """Whether each step attends to regions of a square, such as those of a photo."""
    return trace.attention is not None and round(len(trace.source) ** 0.5) ** 2 == len(trace.source)


def _look(
    pen: ImageDraw.ImageDraw, trace: Trace, step: int, x: float, y: float, palette: Palette
) -> None:
    """Where a step looked, brightest where any step looked hardest, and the word it then said."""
    assert trace.attention is not None
    side = round(len(trace.source) ** 0.5)
    shares = (trace.attention / trace.attention.max()).reshape(-1, side, side)
    colours = diverging(shares[step], palette)
    size = (WIDTH / MOST) * 0.78 / side
    for row, column in np.ndindex(side, side):
        left = x + (column - side / 2) * size
        box = (left, y + row * size, left + size - 2, y + (row + 1) * size - 2)
        pen.rectangle(box, tuple(int(part) for part in colours[row, column]))
    if step + 1 < len(trace):
        word, font = trace.inputs[step + 1].removeprefix(WORD_START), ImageFont.load_default(34)
        pen.text((x, y + side * size + 34), word, palette.ink, font, anchor="mm")
