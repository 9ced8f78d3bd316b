"""A caption as a still picture: the photo once for every word, with where the network looked.

After figure 2 of Xu et al., "Show, Attend and Tell", 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from math import ceil

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.views.palette import LIGHT, Palette

SIDE, GAP, LINE = 300, 18, 46
"""Pixels: the longer side of a photo, between photos, and of a line of words."""

ACROSS = 4
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
    most = max((float(look.max()) for look in looks), default=1.0)
    pictures = [shown, *(lit(shown, look, most) for look in looks)]
    across = min(ACROSS, len(pictures))
    width = across * (SIDE + GAP) + GAP
    title = _lines(words, width - 2 * GAP)
    top, tall = GAP + len(title) * LINE, shown.height + LINE
    height = top + ceil(len(pictures) / across) * (tall + GAP)
    image = Image.new("RGB", (width, height), palette.paper)
    pen = ImageDraw.Draw(image)
    for n, line in enumerate(title):
        pen.text((GAP, GAP + n * LINE), line, palette.ink, _font(26))
    for n, (picture, word) in enumerate(zip(pictures, ("", *words[: len(looks)]), strict=True)):
        x, y = GAP + n % across * (SIDE + GAP), top + n // across * (tall + GAP)
        image.paste(picture, (x, y))
        pen.text((x, y + shown.height + 6), word, palette.ink, _font(24))
    return image


def _lines(words: Sequence[str], width: int) -> list[str]:
    """The sentence in lines that are no wider than so many pixels."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".lstrip()
        if _font(26).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def lit(photo: Image.Image, look: FloatArray, most: float) -> Image.Image:
    """A photo, dark where the network did not look and warm where it did.

    Args:
        photo: RGB.
        look: Attention over a square grid of regions, (S,), row by row.
        most: The share of attention that glows fully.
    """
    side = round(len(look) ** 0.5)
    shares = Image.fromarray((255 * np.clip(look / most, 0, 1)).reshape(side, side).astype("u1"))
    amount = np.asarray(shares.resize(photo.size, Image.Resampling.BICUBIC), np.float32) / 255
    seen = np.asarray(photo, np.float32) * (0.34 + 0.66 * amount[..., None])
    seen += 0.3 * amount[..., None] * (np.array(WARM, np.float32) - seen)
    return Image.fromarray(np.rint(seen.clip(0, 255)).astype(np.uint8))
