"""Did it look? What is painted over, and what a word's probability is without it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch
from PIL import Image
from sayings import network

from seqdemo.demos.captioner.description import look, read
from seqdemo.demos.captioner.looking import looked, most_looked_at, paint
from seqdemo.demos.captioner.page.did_it_look.payload import (
    BLANK,
    LOOK,
    PAINTED,
    PHOTO,
    LookView,
    payload,
)
from seqdemo.demos.captioner.page.looking import finding
from seqdemo.demos.captioner.photo import open_photo
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import GRID, PAINT, REGIONS, SIDE
from seqdemo.demos.captioner.samples import sample
from seqdemo.demos.captioner.task import TASK
from seqdemo.demos.captioner.words import EOS

WORDS = ("a", "dog", "runs")
PNG = b"\x89PNG"


@cache
def noise():
    cells = np.random.default_rng(3).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(cells).resize((320, 240))


@cache
def measured(kind, painted=()):
    model, photo = network("captioner", kind), noise()
    known = TASK.known(model)
    attention = read(model, known, look(model, photo), WORDS).attention
    return looked(model, known, photo, WORDS, attention, Describe(b""), painted)


def said(kind, photo):
    """Probabilities of the sentence's words and its end, from its trace."""
    model = network("captioner", kind)
    known = TASK.known(model)
    logits = torch.from_numpy(read(model, known, look(model, photo), WORDS).logits)
    numbers = [*known.encode(WORDS).tolist(), EOS]
    return logits.softmax(-1)[range(len(numbers)), numbers].numpy()


def test_the_regions_that_hold_half_of_a_look_are_the_fewest():
    assert most_looked_at(np.array([0.1, 0.3, 0.25, 0.35])) == (1, 3)
    assert most_looked_at(np.array([0.1, 0.2, 0.6, 0.1])) == (2,)
    assert len(most_looked_at(np.full(REGIONS, 1 / REGIONS))) == REGIONS // 2


def test_paint_covers_whole_regions_and_nothing_else():
    photo = torch.zeros(3, SIDE, SIDE, dtype=torch.uint8)
    painted = paint(photo, (0, GRID + 1))
    assert painted[:, :32, :32].unique(dim=1).flatten(1)[:, 0].tolist() == list(PAINT)
    assert painted[:, 32:64, 32:64].float().mean((1, 2)).tolist() == list(PAINT)
    assert int((painted != 0).any(0).sum()) == 2 * 32 * 32 and not photo.any()


@pytest.mark.parametrize("kind", TASK.networks)
def test_words_have_the_probability_they_have_in_the_trace(kind):
    found = measured(kind)
    np.testing.assert_allclose(found.photo, said(kind, noise()), rtol=1e-3, atol=1e-6)
    sheet = Image.new("RGB", (SIDE, SIDE), PAINT)
    np.testing.assert_allclose(found.blank, said(kind, sheet), rtol=1e-3, atol=1e-6)
    assert found.painted is None and found.says == ""


def test_each_word_is_judged_with_its_own_look_painted_over():
    found = measured("attention")
    assert found.hidden is not None and len(found.regions) == len(WORDS) + 1
    for t in (0, 3):
        alone = measured("attention", found.regions[t])
        assert alone.painted is not None
        assert found.hidden[t] == pytest.approx(alone.painted[t], rel=1e-3)


def test_without_attention_there_is_no_look_to_paint_over():
    found = measured("plain")
    assert found.hidden is None and found.regions == ()


def test_a_photo_that_is_all_painted_over_is_a_blank_one():
    found = measured("plain", range(REGIONS))
    assert found.painted is not None
    np.testing.assert_allclose(found.painted, found.blank, rtol=1e-4)
    assert found.says


def test_the_sentence_names_the_word_that_fell_and_the_one_that_stayed():
    found = measured("attention")
    numbers = np.array([0.9, 0.8, 0.9, 1.0], np.float32)
    kept = {
        "photo": numbers,
        "hidden": numbers * [1, 0.1, 0.9, 1],
        "blank": numbers * [0.9, 0, 0, 1],
    }
    text = finding(WORDS, type(found)(**{**vars(found), **kept}))
    assert text.startswith("**dog** had 80\xa0%, and 8.0\xa0% when the regions")
    assert "**a** had 90\xa0%, and 81\xa0% without any photo" in text


def test_only_what_was_measured_is_a_column():
    half = np.full(4, 0.5, np.float32)
    view = LookView("r", PNG, (2, 1), "a photo", WORDS, half, half)
    assert [column["name"] for column in payload(view)["columns"]] == [PHOTO, BLANK]
    whole = LookView("r", PNG, (2, 1), "a photo", WORDS, half, half, half, [[1]], (3,), half, "hm")
    assert [c["name"] for c in payload(whole)["columns"]] == [PHOTO, LOOK, BLANK, PAINTED]


def test_words_such_as_of_need_no_look_where_those_that_name_things_do():
    """The guide says so: without any photo "of" is as likely as with one, "people" is not."""
    words = ("a", "group", "of", "people", "are", "standing", "in", "the", "air")
    model = network("captioner", "attention")
    known, galaxies = TASK.known(model), open_photo(sample("galaxies"))
    attention = read(model, known, look(model, galaxies), words).attention
    found = looked(model, known, galaxies, words, attention, Describe(b""), ())
    seen, blank = (dict(zip(words, each, strict=False)) for each in (found.photo, found.blank))
    assert seen["of"] > 0.99 and blank["of"] > 0.99
    assert blank["group"] < seen["group"] / 2 and blank["people"] < 0.75 * seen["people"]
