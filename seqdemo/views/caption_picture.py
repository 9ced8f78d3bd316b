"""A caption as a still picture: the photo once for every word, with where the network looked.

After figure 2 of Xu et al., "Show, Attend and Tell", 2015.
"""

from __future__ import annotations

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
    across = min(ACROSS, 1 + len(looks))
    down = ceil((1 + len(looks)) / across)
    tall = shown.height + LINE
    size = (across * (SIDE + GAP) + GAP, down * (tall + GAP) + GAP + LINE)
    image = Image.new("RGB", size, palette.paper)
    pen = ImageDraw.Draw(image)
    pen.text((GAP, GAP), " ".join(words), palette.ink, ImageFont.load_default(26))
    most = max((float(look.max()) for look in looks), default=1.0)
    pictures = [
        (shown, ""),
        *((lit(shown, look, most), w) for look, w in zip(looks, words[: len(looks)], strict=True)),
    ]
    for n, (picture, word) in enumerate(pictures):
        x = GAP + n % across * (SIDE + GAP)
        y = GAP + LINE + n // across * (tall + GAP)
        image.paste(picture, (x, y))
        pen.text((x, y + shown.height + 6), word, palette.ink, ImageFont.load_default(24))
    return image


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
