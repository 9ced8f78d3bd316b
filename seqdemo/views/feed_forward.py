"""Picture of a feed-forward network with one hidden layer, as SVG."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, sqrt

import numpy as np

from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray
from seqdemo.views.palette import Palette, diverging

WIDTH, HEIGHT = 900, 330
NARROWEST = 620
"""Pixels, for its words to be read: on a phone the picture is moved sideways."""
_SVG = '<svg xmlns="http://www.w3.org/2000/svg"'
_CELL, _TILE = 30, 242
_LEFT, _MIDDLE, _RIGHT, _TOP = 24, 330, 690, 58
_FROM_UNITS, _FROM_CELLS, _UNITS = 36, 12, 4


@dataclass(frozen=True, eq=False)
class FeedForward:
    """One reading.

    Attributes:
        cells: What came in, (rows, columns), from 0 to 1.
        units: Values of the hidden layer, (H,), from -1 to 1.
        chances: Probability of each class, (V,).
        weights_in: From cells to units, (H, rows * columns).
        weights_out: From units to classes, (V, H).
        classes: Their names.
    """

    cells: FloatArray
    units: FloatArray
    chances: FloatArray
    weights_in: FloatArray
    weights_out: FloatArray
    classes: Sequence[str]

    def votes(self, chosen: int) -> FloatArray:
        """What each unit adds to the score of a class, (H,), nats."""
        return np.asarray(self.units * self.weights_out[chosen], np.float32)

    def loudest(self, chosen: int, count: int) -> list[int]:
        """The units whose votes on a class are largest, for or against."""
        return [int(unit) for unit in np.argsort(-np.abs(self.votes(chosen)))[:count]]


def feed_forward_picture(seen: FeedForward, chosen: int, palette: Palette) -> str:
    """Cells, units and classes with their values, and what speaks for one class, as HTML.

    Args:
        seen: The reading.
        chosen: Class whose votes are drawn: orange lines speak for it, blue ones against.
        palette: Light or dark.
    """
    best = int(seen.chances.argmax())
    words = (
        f"{seen.cells.size} cells, {seen.units.size} hidden units and {len(seen.classes)} "
        f"outputs; the likeliest is {seen.classes[best]}, {percent(seen.chances[best])}"
    )
    parts = [
        _lines(seen, chosen, palette),
        _cells(seen, palette),
        _tile(seen, palette),
        _classes(seen, chosen, palette),
        _heads(seen, palette),
    ]
    drawn = (
        f'{_SVG} viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif">'
        f"{''.join(parts)}</svg>"
    )
    picture = _image(drawn, words, f"width:100%;min-width:{NARROWEST}px;max-width:{WIDTH + 200}px")
    return f'<div tabindex="0" style="overflow-x:auto;background:{_edges(palette)}">{picture}</div>'


def _edges(palette: Palette) -> str:
    """Background of what scrolls: shadows at its edges, and covers that scroll along."""
    covers = (
        f"linear-gradient(to {other},{palette.paper} 16px,transparent) {side}/40px no-repeat local"
        for side, other in (("left", "right"), ("right", "left"))
    )
    shadows = (
        f"radial-gradient(farthest-side at {side},{palette.soft}99,transparent) {side}/13px "
        "no-repeat scroll"
        for side in ("left", "right")
    )
    return ",".join((*covers, *shadows))


def weight_picture(weights: FloatArray, palette: Palette, words: str, size: int = 74) -> str:
    """Weights of one unit, (rows, columns), as HTML; the largest has full colour."""
    most = float(np.abs(weights).max()) or 1.0
    colours = diverging(weights / most, palette)
    rows, columns = weights.shape
    squares = "".join(
        _square(x, y, 0.92, _css(colours[y, x]), 0.14) for y in range(rows) for x in range(columns)
    )
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns} {rows}">{squares}</svg>'
    )
    return _image(drawn, words, f"width:{size}px;height:{size}px")


def _image(drawn: str, words: str, style: str) -> str:
    """SVG as an HTML image: Streamlit leaves an image in, and takes an SVG out."""
    data = base64.b64encode(drawn.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}" style="{style}">'


def _heads(seen: FeedForward, palette: Palette) -> str:
    heads = (
        (_LEFT, f"{seen.cells.size} numbers in"),
        (_MIDDLE, f"{seen.units.size} hidden units"),
        (_RIGHT, f"{len(seen.classes)} numbers out"),
    )
    return "".join(
        f'<text x="{x}" y="30" font-size="15" fill="{palette.soft}">{words}</text>'
        for x, words in heads
    )


def _cells(seen: FeedForward, palette: Palette) -> str:
    return "".join(
        _square(
            _LEFT + x * _CELL,
            _TOP + y * _CELL,
            _CELL - 3,
            palette.ink if value > 0 else palette.well,
            5,
        )
        for (y, x), value in np.ndenumerate(seen.cells)
    )


def _tile(seen: FeedForward, palette: Palette) -> str:
    colours = diverging(seen.units, palette)
    return "".join(
        _square(*_unit_corner(seen, unit), _pitch(seen) - 2, _css(colours[unit]), 3)
        for unit in range(seen.units.size)
    )


def _classes(seen: FeedForward, chosen: int, palette: Palette) -> str:
    best, rows = int(seen.chances.argmax()), []
    for place, (name, chance) in enumerate(zip(seen.classes, seen.chances, strict=True)):
        y = _class_middle(seen, place)
        weight = 700 if place == best else 400
        box = palette.ink if place == chosen else "none"
        rows.append(
            f'<rect x="{_RIGHT - 6}" y="{y - 11}" width="200" height="22" rx="6" fill="none" '
            f'stroke="{box}" stroke-width="1.2"/>'
            f'<text x="{_RIGHT + 2}" y="{y + 5}" font-size="14" font-weight="{weight}" '
            f'fill="{palette.ink}">{escape(name)}</text>'
            f'<rect x="{_RIGHT + 20}" y="{y - 7}" width="110" height="14" rx="3" '
            f'fill="{palette.well}"/>'
            f'<rect x="{_RIGHT + 20}" y="{y - 7}" width="{110 * chance:.1f}" height="14" rx="3" '
            f'fill="{palette.ink if place == best else palette.soft}"/>'
            f'<text x="{_RIGHT + 186}" y="{y + 5}" font-size="13" text-anchor="end" '
            f'fill="{palette.soft}">{escape(percent(chance))}</text>'
        )
    return "".join(rows)


def _lines(seen: FeedForward, chosen: int, palette: Palette) -> str:
    """The strongest votes on the chosen class, and what moved the loudest units most."""
    votes, found = seen.votes(chosen), []
    most = float(np.abs(votes).max()) or 1.0
    for unit in seen.loudest(chosen, _FROM_UNITS):
        start = _unit_middle(seen, unit)
        end = (_RIGHT - 8, _class_middle(seen, chosen))
        found.append(_line(start, end, float(votes[unit]) / most, palette))
    for unit in seen.loudest(chosen, _UNITS):
        moved = seen.weights_in[unit] * seen.cells.ravel()
        largest = float(np.abs(moved).max()) or 1.0
        for cell in np.argsort(-np.abs(moved))[:_FROM_CELLS]:
            if moved[cell]:
                ends = _cell_middle(seen, int(cell)), _unit_middle(seen, unit)
                found.append(_line(*ends, float(moved[cell]) / largest, palette))
    return "".join(found)


def _line(
    start: tuple[float, float], end: tuple[float, float], strength: float, palette: Palette
) -> str:
    colour = palette.diverging[2 if strength > 0 else 0]
    return (
        f'<line x1="{start[0]:.0f}" y1="{start[1]:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}" '
        f'stroke="{colour}" stroke-width="{0.5 + 2 * abs(strength):.2f}" '
        f'stroke-opacity="{0.15 + 0.55 * abs(strength):.2f}"/>'
    )


def _cell_middle(seen: FeedForward, cell: int) -> tuple[float, float]:
    y, x = divmod(cell, seen.cells.shape[1])
    return _LEFT + (x + 0.45) * _CELL, _TOP + (y + 0.45) * _CELL


def _unit_corner(seen: FeedForward, unit: int) -> tuple[float, float]:
    y, x = divmod(unit, ceil(sqrt(seen.units.size)))
    return _MIDDLE + x * _pitch(seen), _TOP - 8 + y * _pitch(seen)


def _pitch(seen: FeedForward) -> float:
    """From one unit to the next."""
    return round(_TILE / ceil(sqrt(seen.units.size)), 1)


def _unit_middle(seen: FeedForward, unit: int) -> tuple[float, float]:
    x, y = _unit_corner(seen, unit)
    return x + _pitch(seen) / 2 - 1, y + _pitch(seen) / 2 - 1


def _class_middle(seen: FeedForward, place: int) -> float:
    return _TOP + place * (HEIGHT - _TOP - 40) / max(1, len(seen.classes) - 1)


def _square(x: float, y: float, side: float, fill: str, round_by: float) -> str:
    return f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="{round_by}" fill="{fill}"/>'


def _css(colour: FloatArray) -> str:
    red, green, blue = (int(part) for part in colour)
    return f"#{red:02x}{green:02x}{blue:02x}"
