"""Odd pictures, unlike photos of people and dogs, to tell from those.

Blank sheets, gradients, noise, patterns, drawings, charts, pages of text and screenshots, drawn by
seed; and the pictures of scikit-image that are no snapshots (a page, the moon, a retina, cells...).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIDE = 448
EACH = 12
"""Pictures of each kind."""

FROM_SKIMAGE = (
    "brick.png", "camera.png", "cell.png", "chelsea.png", "clock_motion.png", "coffee.png",
    "coins.png", "color.png", "grass.png", "gravel.png", "hubble_deep_field.jpg", "ihc.png",
    "logo.png", "moon.png", "page.png", "retina.jpg", "rocket.jpg", "text.png", "astronaut.png",
)  # fmt: skip
"""Files of skimage.data."""

Rng = np.random.Generator
TEXT = "the state of a network is what it keeps of all it has read so far and no more"


def odd_pictures() -> Iterator[tuple[str, Image.Image]]:
    """All of them, with what each is, always in the same order and the same."""
    for kind, draw in KINDS.items():
        for number in range(EACH):
            yield kind, draw(np.random.default_rng([len(kind), number]))
    for path in skimage_pictures():
        with Image.open(path) as image:
            yield path.stem, image.convert("RGB")


def skimage_pictures() -> Iterator[Path]:
    """Files of `FROM_SKIMAGE` that this installation has."""
    spec = find_spec("skimage")  # looks for the package without importing it
    folder = Path(next(iter((spec.submodule_search_locations if spec else None) or ("",)))) / "data"
    yield from (folder / name for name in FROM_SKIMAGE if (folder / name).is_file())


def _colour(rng: Rng) -> tuple[int, int, int]:
    red, green, blue = rng.integers(0, 256, 3).tolist()
    return red, green, blue


def _blank(rng: Rng) -> Image.Image:
    """White, black, grey, or any one colour."""
    plain = [(255, 255, 255), (0, 0, 0), (128, 128, 128), _colour(rng)]
    return Image.new("RGB", (SIDE, SIDE), plain[int(rng.integers(4))])


def _gradient(rng: Rng) -> Image.Image:
    """From one colour to another, straight across."""
    share = np.linspace(0, 1, SIDE)[:, None, None]
    rows = (1 - share) * _colour(rng) + share * np.array(_colour(rng))
    sheet = np.broadcast_to(rows, (SIDE, SIDE, 3)).astype(np.uint8)
    return Image.fromarray(sheet).rotate(90 * int(rng.integers(4)))


def _noise(rng: Rng) -> Image.Image:
    """Cells of any colours, small or large, sharp or soft."""
    cells = int(rng.choice([4, 8, 16, 56, 224, 448]))
    sheet = rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8)
    how = Image.Resampling.NEAREST if rng.random() < 0.5 else Image.Resampling.BICUBIC
    return Image.fromarray(sheet).resize((SIDE, SIDE), how)


def _pattern(rng: Rng) -> Image.Image:
    """Stripes or a chequerboard of two colours."""
    step = int(rng.integers(8, 80))
    down, across = np.indices((SIDE, SIDE)) // step
    where = (down + across) % 2 if rng.random() < 0.5 else down % 2
    pair = np.array([_colour(rng), _colour(rng)], np.uint8)
    return Image.fromarray(pair[where])


def _shapes(rng: Rng) -> Image.Image:
    """A few filled discs and boxes."""
    sheet = Image.new("RGB", (SIDE, SIDE), _colour(rng) if rng.random() < 0.5 else "white")
    pen = ImageDraw.Draw(sheet)
    for _ in range(int(rng.integers(1, 6))):
        left, top = rng.integers(0, SIDE - 100, 2).tolist()
        width, height = rng.integers(40, 240, 2).tolist()
        draw = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        draw((left, top, left + width, top + height), fill=_colour(rng))
    return sheet


def _drawing(rng: Rng) -> Image.Image:
    """Lines of a pen on paper: wandering strokes, a house, a stick figure."""
    sheet = Image.new("RGB", (SIDE, SIDE), "white")
    pen, width = ImageDraw.Draw(sheet), int(rng.integers(2, 10))
    for _ in range(int(rng.integers(1, 5))):
        steps = rng.normal(0, 14, (60, 2)).cumsum(0) + rng.integers(80, SIDE - 80, 2)
        pen.line([(x, y) for x, y in steps.tolist()], fill="black", width=width, joint="curve")
    x, y = rng.integers(60, 260, 2).tolist()
    if rng.random() < 0.5:
        pen.rectangle((x, y + 60, x + 120, y + 160), outline="black", width=width)
        pen.line((x, y + 60, x + 60, y, x + 120, y + 60), fill="black", width=width)
    else:
        pen.ellipse((x, y, x + 40, y + 40), outline="black", width=width)
        pen.line((x + 20, y + 40, x + 20, y + 120, x, y + 170), fill="black", width=width)
        pen.line((x - 20, y + 70, x + 60, y + 70), fill="black", width=width)
    return sheet


def _chart(rng: Rng) -> Image.Image:
    """Bars or a curve between two axes."""
    sheet = Image.new("RGB", (SIDE, SIDE), "white")
    pen, colour = ImageDraw.Draw(sheet), _colour(rng)
    pen.line((40, 20, 40, SIDE - 40, SIDE - 20, SIDE - 40), fill="black", width=2)
    heights = rng.integers(20, SIDE - 80, 12).tolist()
    tops = [(56 + 31 * n, SIDE - 40 - height) for n, height in enumerate(heights)]
    if rng.random() < 0.5:
        pen.line(tops, fill=colour, width=4)
    else:
        for x, y in tops:
            pen.rectangle((x, y, x + 22, SIDE - 40), fill=colour)
    return sheet


def _page(rng: Rng) -> Image.Image:
    """Lines of text on a sheet."""
    dark = rng.random() < 0.3
    sheet = Image.new("RGB", (SIDE, SIDE), "#1b1d22" if dark else "white")
    _write(ImageDraw.Draw(sheet), rng, 24, "#dddddd" if dark else "black")
    return sheet


def _screen(rng: Rng) -> Image.Image:
    """A window: a bar with buttons, a menu at the side, text and boxes."""
    sheet = Image.new("RGB", (SIDE, SIDE), "#f4f5f7")
    pen, accent = ImageDraw.Draw(sheet), _colour(rng)
    pen.rectangle((0, 0, SIDE, 34), fill=accent)
    for n, dot in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        pen.ellipse((10 + 22 * n, 10, 24 + 22 * n, 24), fill=dot)
    pen.rectangle((0, 34, 110, SIDE), fill="#e3e6ea")
    _write(pen, rng, 50, "#222222", left=126)
    for _ in range(int(rng.integers(1, 4))):
        left, top = rng.integers((130, 200), (260, 380)).tolist()
        pen.rounded_rectangle((left, top, left + 140, top + 44), 8, fill="white", outline=accent)
    for n in range(7):
        pen.text((12, 56 + 30 * n), str(rng.choice(TEXT.split())), fill="#333333", font_size=15)
    return sheet


def _write(pen: ImageDraw.ImageDraw, rng: Rng, top: int, ink: str, left: int = 24) -> None:
    size = int(rng.integers(10, 22))
    for y in range(top, SIDE - 2 * size, round(1.5 * size)):
        line = " ".join(rng.choice(TEXT.split(), (SIDE - left) // (4 * size)).tolist())
        pen.text((left, y), line, fill=ink, font_size=size)


KINDS: dict[str, Callable[[Rng], Image.Image]] = {
    "blank": _blank,
    "gradient": _gradient,
    "noise": _noise,
    "pattern": _pattern,
    "shapes": _shapes,
    "drawing": _drawing,
    "chart": _chart,
    "page": _page,
    "screen": _screen,
}
"""Kind -> draws one by a random generator."""
