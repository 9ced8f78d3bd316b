"""Picture of a caption: the photo and its attention per word.

After figure 2 of Xu et al., "Show, Attend and Tell", 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from math import ceil

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.views.palette import LIGHT, Palette

SIDE, GAP, LINE = 300, 18, 46
"""Pixels: the longer side of a photo, between photos, and of a line of words."""

ACROSS = 4
SMALL, SMALL_LINE = 20, 30
KEY = (
    "Bright is where the network looked before it said the word; the number is the share of its "
    "attention that the brightest region got. Other words have other scales."
)
WARM = (255, 148, 66)


def caption_picture(trace: Trace, photo: bytes, palette: Palette = LIGHT) -> Image.Image:
    """Draw a captioner's trace.

    Args:
        trace: BOS first; with attention over a square grid of regions, or without attention.
        photo: JPEG of the photo in its own shape.
        palette: Paper and ink.
    """
    with Image.open(BytesIO(photo)) as opened:
        shown = opened.convert("RGB")
    scale = SIDE / max(shown.size)
    shown = shown.resize((max(1, round(shown.width * scale)), max(1, round(shown.height * scale))))
    words = trace.inputs[1:]
    looks = [] if trace.attention is None else list(trace.attention[: len(words)])
    pictures = [shown, *(lit(shown, look) for look in looks)]
    under = [("", ""), *zip(words, (percent(float(look.max())) for look in looks), strict=False)]
    across = min(ACROSS, len(pictures))
    width = across * (SIDE + GAP) + GAP
    title = _lines(words, width - 2 * GAP)
    key = _lines(KEY.split(), width - 2 * GAP, SMALL) if looks else []
    top, tall = GAP + len(title) * LINE, shown.height + LINE
    foot = top + ceil(len(pictures) / across) * (tall + GAP)
    height = foot + len(key) * SMALL_LINE + (GAP if key else 0)
    image = Image.new("RGB", (width, height), palette.paper)
    pen = ImageDraw.Draw(image)
    for n, line in enumerate(title):
        pen.text((GAP, GAP + n * LINE), line, palette.ink, _font(26))
    for n, (picture, (word, share)) in enumerate(zip(pictures, under, strict=True)):
        x, y = GAP + n % across * (SIDE + GAP), top + n // across * (tall + GAP)
        image.paste(picture, (x, y))
        pen.text((x, y + shown.height + 6), word, palette.ink, _font(24))
        right = x + shown.width, y + shown.height + 12
        pen.text(right, share, palette.soft, _font(SMALL), anchor="ra")
    for n, line in enumerate(key):
        pen.text((GAP, foot + n * SMALL_LINE), line, palette.soft, _font(SMALL))
    return image


def _lines(words: Sequence[str], width: int, size: int = 26) -> list[str]:
    """Words in lines that are no wider than so many pixels."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".lstrip()
        if _font(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def lit(photo: Image.Image, look: FloatArray) -> Image.Image:
    """A photo, dark and pale where the network did not look and warm where it did.

    Args:
        photo: RGB.
        look: Attention over a square grid of regions, (S,), row by row. The largest share glows
            fully, unless the look is so even that no region has three times its part.
    """
    side = round(len(look) ** 0.5)
    shares = np.clip(look / max(float(look.max()), 3 / len(look)), 0, 1)
    grid = Image.fromarray((255 * shares).reshape(side, side).astype("u1"))
    amount = np.asarray(grid.resize(photo.size, Image.Resampling.BICUBIC), np.float32)[..., None]
    amount /= 255
    seen = np.asarray(ImageEnhance.Color(photo).enhance(0.55), np.float32)
    seen = seen * (0.42 + 0.58 * amount)
    seen += 0.45 * amount * (np.array(WARM, np.float32) - seen)
    return Image.fromarray(np.rint(seen.clip(0, 255)).astype(np.uint8))
