"""A caption as a still picture."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.captioner.picture import SIDE, caption_picture, lit
from seqdemo.demos.captioner.regions import REGIONS
from seqdemo.views.palette import LIGHT
from seqdemo.views.thumbnail import HEIGHT, WIDTH, thumbnail


def photo(width=200, height=100):
    file = BytesIO()
    Image.new("RGB", (width, height), (120, 120, 120)).save(file, "JPEG")
    return file.getvalue()


def trace(words, *, attention=True):
    steps = len(words) + 1
    shares = np.random.default_rng(0).dirichlet(np.ones(REGIONS), steps).astype(np.float32)
    return Trace(
        inputs=("<start>", *words),
        layers=(LayerTrace("lstm", np.zeros((steps, 4), np.float32)),),
        attention=shares if attention else None,
        source=tuple(map(str, range(REGIONS))) if attention else (),
    )


@pytest.mark.parametrize("attention", [True, False])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_every_word_is_drawn_within_the_picture(count, attention):
    drawn = caption_picture(trace(["motorcycle"] * count, attention=attention), photo())
    pixels = np.asarray(drawn)
    paper = pixels[0, 0]
    for edge in (pixels[:, -4:], pixels[:4], pixels[-4:]):
        assert (edge == paper).all(), "something runs over the edge"
    assert (pixels != paper).any()


def test_there_is_a_picture_for_every_word_and_one_to_compare():
    few, many = (caption_picture(trace(["a"] * n), photo()) for n in (3, 8))
    assert few.width == many.width > 4 * SIDE  # 1 + 3 in a row, 1 + 8 in three rows
    assert 2 * few.height < many.height < 3 * few.height


def test_it_glows_where_the_network_looked():
    look = np.zeros(REGIONS, np.float32)
    look[0] = 1.0
    image = np.asarray(lit(Image.new("RGB", (140, 70), (120, 120, 120)), look), np.float32)
    there, elsewhere = image[5, 10], image[60, 120]
    assert there.sum() > 2 * elsewhere.sum() and there[0] > there[2]


def test_every_word_has_its_own_scale_and_an_even_look_glows_nowhere():
    grey = Image.new("RGB", (140, 70), (120, 120, 120))
    narrow = np.full(REGIONS, 0.01, np.float32)
    narrow[0] = 0.08
    even = np.full(REGIONS, 1 / REGIONS, np.float32)
    peaked, flat = (np.asarray(lit(grey, look), np.float32) for look in (narrow, even))
    assert peaked[5, 10].sum() > 2 * peaked[60, 120].sum()
    assert np.ptp(flat.sum(-1)) == 0 and flat.max() < peaked[5, 10].max()


def test_a_thumbnail_shows_where_the_network_looked():
    looked = thumbnail(trace(["a", "dog"]), LIGHT)
    blind = thumbnail(trace(["a", "dog"], attention=False), LIGHT)
    assert looked.size == blind.size == (WIDTH, HEIGHT)
    assert np.asarray(looked).tobytes() != np.asarray(blind).tobytes()
