"""Closeness: distances by hand, what ships, and a blank page that is told from photos."""

from __future__ import annotations

from itertools import islice
from math import sqrt

import numpy as np
import pytest
from PIL import Image

from seqdemo.core.card_file import ASSETS
from seqdemo.demos.captioner.closeness import (
    AXES_FILE,
    FAR,
    FILE,
    Axes,
    axes_bytes,
    axes_of,
    closeness_bytes,
    closeness_of,
    direction,
    load_axes,
    load_closeness,
)
from seqdemo.demos.captioner.evaluation import directions
from seqdemo.demos.captioner.odd_pictures import EACH, KINDS, odd_pictures
from seqdemo.demos.captioner.page.verdicts import kinship, kinship_meaning
from seqdemo.demos.captioner.samples import SAMPLES
from seqdemo.demos.captioner.task import TASK

NEAR = closeness_of(np.linspace(0, 1, 1001), np.array([2.0, 3.0, 0.25]), {"cat": 0.123456789})


def test_the_distance_is_what_lies_beside_the_axes():
    axes = Axes(np.array([1, 0, 0], np.float32), np.array([[0, 1, 0]], np.float32))
    # Along the axis nothing is left of a photo; across it, everything.
    photos = np.array([[1, 9, 0], [1, 0, 2], [4, 5, 4]], np.float32)
    assert axes.distance(photos).tolist() == pytest.approx([0, 2, 5])


def test_axes_are_those_along_which_photos_differ_most():
    rng = np.random.default_rng(0)
    photos = rng.normal(0, [3, 0.1, 2, 0.1], (500, 4)).astype(np.float32)
    axes = axes_of(photos, 2)
    assert np.abs(axes.axes[0, 0]) > 0.99 and np.abs(axes.axes[1, 2]) > 0.99
    assert axes.axes @ axes.axes.T == pytest.approx(np.eye(2), abs=1e-5)


def test_a_direction_has_length_one_however_bright_the_regions_are():
    regions = np.array([[[1, 0], [5, 8]]], np.float32)
    assert direction(regions)[0].tolist() == pytest.approx([0.6, 0.8])
    assert direction(3 * regions) == pytest.approx(direction(regions))
    assert direction(np.zeros((2, 3))).tolist() == [0, 0, 0]


def test_auc_is_the_share_of_pairs_and_rank_that_of_closer_photos():
    assert NEAR.auc == pytest.approx((1 + 1 + 0.25) / 3, abs=1e-3)
    assert NEAR.rank(0.25) == pytest.approx(0.25) and NEAR.rank(7) == 1 and NEAR.rank(-1) == 0
    assert NEAR.samples == {"cat": 0.12346} and (NEAR.photos, NEAR.odd) == (1001, 3)


def test_what_was_measured_is_read_back(tmp_path):
    (tmp_path / FILE).write_bytes(closeness_bytes(NEAR))
    assert load_closeness(tmp_path / FILE) == NEAR
    axes = axes_of(np.random.default_rng(0).random((9, 5), np.float32), 2)
    (tmp_path / AXES_FILE).write_bytes(axes_bytes(axes))
    again = load_axes(tmp_path / AXES_FILE)
    assert again is not None
    np.testing.assert_allclose(again.axes, axes.axes, atol=1e-3)
    np.testing.assert_allclose(again.mean, axes.mean, atol=1e-3)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"photos": 1, "edges": [1]}'])
def test_files_that_are_damaged_or_missing_measure_nothing(tmp_path, content):
    for name, load in ((FILE, load_closeness), (AXES_FILE, load_axes)):
        assert load(tmp_path / name) is None
        (tmp_path / name).write_bytes(content)
        assert load(tmp_path / name) is None


def test_odd_pictures_are_always_the_same_and_of_many_kinds():
    pictures = list(odd_pictures())
    assert len(pictures) > len(KINDS) * EACH, "and those of scikit-image"
    assert all(picture.mode == "RGB" for _, picture in pictures)
    for (kind, first), (_, again) in islice(zip(pictures, odd_pictures(), strict=True), 0, 90, 9):
        assert first.tobytes() == again.tobytes(), kind
    assert len({picture.tobytes() for _, picture in pictures}) > 0.9 * len(pictures)


def test_the_words_name_three_kinds_of_photos_and_how_many_new_ones_are_closer():
    usual, unusual, odd = (kinship(rank, NEAR) for rank in (0.3, 0.9, FAR))
    assert usual.startswith("A photo of the kind I was trained on: 300 of 1,001 new")
    assert unusual.startswith("Unusual for me: 901 of 1,001 new photos are closer")
    assert odd.startswith("Unlike anything I know: 991 of 1,001 new photos are closer")
    assert "75.0\xa0%" in kinship_meaning(0.3, NEAR) and "0.30" in kinship_meaning(0.3, NEAR)


@pytest.mark.parametrize("network", TASK.networks)
def test_the_measured_closeness_tells_odd_pictures_from_photos(network):
    near = load_closeness(ASSETS / "captioner" / network / FILE)
    assert near is not None and near.photos == 1000 and near.odd > 100
    assert near.auc >= 0.95
    assert set(near.samples) == set(SAMPLES)


@pytest.mark.parametrize("network", TASK.networks)
@pytest.mark.parametrize("colour", ["white", "red", "black"])
def test_a_blank_page_is_unlike_anything_a_network_knows(network, colour):
    """A white page was once told to be a white dog in the snow, with 76 % a word."""
    folder = ASSETS / "captioner" / network
    near, axes = load_closeness(folder / FILE), load_axes(folder / AXES_FILE)
    assert near is not None and axes is not None
    sheet = Image.new("RGB", (300, 200), colour)
    (distance,) = axes.distance(directions(TASK.load(network), [sheet]))
    assert kinship(float(distance), near).startswith("Unlike anything I know")
    assert distance > 0 and distance < sqrt(2)
