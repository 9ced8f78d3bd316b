"""A drawing as a file: .svg, .png, and its strokes as .json."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw

from seqdemo.demos.sketch.strokes import SHEET, Sketch

INK, OTHER, PAPER = "#1d2433", "#0f766e", "#ffffff"
"""Of the visitor's lines, of the network's, and of the sheet."""

WIDE = 4  # of a line, in units of the sheet
SHARP = 2  # pixels of a .png a unit


def svg(sketch: Sketch) -> str:
    """The drawing as an .svg; the network's lines in their own colour."""
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in _seen(line.places))}" '
        f'stroke="{_colour(line.owner)}"/>'
        for line in sketch
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHEET} {SHEET}" '
        f'width="{SHEET}" height="{SHEET}"><rect width="100%" height="100%" fill="{PAPER}"/>'
        f'<g fill="none" stroke-width="{WIDE}" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}</g></svg>\n"
    )


def png(sketch: Sketch) -> bytes:
    """The drawing as a .png."""
    image = Image.new("RGB", (SHARP * SHEET, SHARP * SHEET), PAPER)
    pen = ImageDraw.Draw(image)
    for line in sketch:
        places = [(SHARP * x, SHARP * y) for x, y in _seen(line.places)]
        pen.line(places, fill=_colour(line.owner), width=SHARP * WIDE, joint="curve")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def strokes_json(sketch: Sketch, about: Mapping[str, Any]) -> str:
    """The drawing as .json: the sheet's side, and of each line who drew it and its places."""
    lines = [
        {"by": "you" if line.owner == "m" else "network", "places": [list(p) for p in line.places]}
        for line in sketch
    ]
    return json.dumps({"sheet": SHEET, **about, "lines": lines}) + "\n"


def _colour(owner: str) -> str:
    return INK if owner == "m" else OTHER


def _seen(places: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Places of a line that is seen: a dot is as wide as a line."""
    (x, y), *rest = places
    return places if rest else ((x, y), (x + 1, y))
