"""Lines on the sheet: as text, simplified, clipped, and as offsets and back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from seqdemo.demos.sketch.examples import BODY
from seqdemo.demos.sketch.offsets import (
    centred,
    lines_of,
    offsets_of,
    start_of,
    tolerance,
    unit,
)
from seqdemo.demos.sketch.sources import SOURCES
from seqdemo.demos.sketch.strokes import (
    MAX_KEPT,
    SHEET,
    Line,
    clean,
    decode,
    encode,
    is_sketch,
    line_of,
    read_line,
    simplified,
    write_line,
)


def scribble(points, seed=0):
    steps = np.random.default_rng(seed).normal(0, 30, (points, 2)).cumsum(0)
    return line_of("m", (256 + steps).astype(np.float32))


def test_a_drawing_comes_back_from_its_link():
    sketch = (*BODY, Line("n", ((0, 512), (512, 0))), Line("m", ((7, 9),)))
    assert decode(encode(sketch)) == sketch
    assert decode("") == ()


def test_a_link_to_a_drawing_is_short():
    assert len(encode(BODY)) < 3 * len(BODY[0].places)


@pytest.mark.parametrize(
    "text",
    [
        "!",
        "A",  # a line of no place
        "E",  # the places are missing
        "E" + "_" * 40,  # a number that never ends
        "CD",  # an x without a y
        "CBA",  # left of the sheet
        "C" * 3_000,
        "\u0130\u0131",
        "C ��",
    ],
)
def test_a_link_that_is_no_drawing_is_refused(text):
    with pytest.raises(ValueError, match="drawing"):
        decode(text)


def test_a_link_with_too_many_points_is_refused():
    long = (Line("m", tuple((n % 500, 3) for n in range(MAX_KEPT + 1))),)
    with pytest.raises(ValueError, match="not a drawing"):
        decode(encode(long))


def test_a_line_from_a_browser_comes_back():
    line = Line("n", ((1, 2), (300, 400)))
    assert read_line(write_line(line)) == line
    assert read_line("m999.5.5.5") == Line("m", ((512, 5), (5, 5)))  # clipped to the sheet


@pytest.mark.parametrize(
    "sent",
    [None, "m1.1", ["x1.1"], ["m1"], ["m1.1.1"], ["m1.-1"], ["m1.1e3"], [7], ["m1.1"] * 500],
)
def test_what_is_no_drawing_is_not_taken_from_a_browser(sent):
    assert not is_sketch(sent)


def test_a_scribble_of_5000_points_is_a_drawing_and_is_read_rougher():
    sketch = (scribble(5_000),)
    assert is_sketch([write_line(sketch[0])])
    read, note = clean(sketch, 1.0)
    assert sum(len(line.places) for line in read) <= MAX_KEPT
    assert str(MAX_KEPT) in note


def test_a_drawing_is_simplified_once_for_all_who_ask():
    assert clean([*BODY], 1.25)[0] is clean(tuple(BODY), 1.25)[0]
    assert clean(BODY, 1.25)[0] != clean(BODY, 9)[0]


def test_an_ordinary_drawing_is_read_without_a_word():
    read, note = clean(BODY, 1.0)
    assert note == "" and 20 < len(read[0].places) <= len(BODY[0].places)


def test_many_dots_are_cut_with_a_sentence():
    read, note = clean(tuple(Line("m", ((n, n),)) for n in range(300)), 1.0)
    assert len(read) == MAX_KEPT and "first" in note


def test_nothing_left_out_of_a_line_is_farther_than_the_tolerance():
    places = scribble(60).array
    kept = simplified(places, 12.0)
    assert 2 < len(kept) < len(places)
    dense = np.concatenate([np.linspace(a, b, 200) for a, b in pairwise(kept)])
    away = np.linalg.norm(places[:, None] - dense[None], axis=-1).min(1)
    assert away.max() < 12.5


def test_a_straight_line_keeps_its_ends_alone():
    places = np.stack([np.arange(50), 2 * np.arange(50)], axis=1).astype(np.float32)
    np.testing.assert_array_equal(simplified(places, 0.5), places[[0, -1]])


@pytest.mark.parametrize("source", SOURCES)
def test_offsets_lead_back_to_the_lines(source):
    sketch = (Line("m", ((100, 100), (140, 90), (180, 200))), Line("m", ((300, 300), (310, 310))))
    points = offsets_of(sketch, source, 20.0)
    lines = lines_of(points, source, 20.0, sketch[0].places[0], drawing=True)
    ends = [line[-1] for line in lines]
    np.testing.assert_allclose(ends, [line.places[-1] for line in sketch], atol=1e-3)
    assert points[:, 2].tolist() == [*([0] if SOURCES[source].zero_first else []), 0, 1, 0, 1]


@pytest.mark.parametrize("source", SOURCES)
def test_a_dot_is_one_point_that_lifts_the_pen(source):
    points = offsets_of((Line("m", ((10, 20),)),), source, 20.0)
    np.testing.assert_array_equal(points, [[0, 0, 1]])
    assert offsets_of((), source, 20.0).shape == (0, 3)


def test_a_network_goes_on_where_the_pen_was_lifted():
    away = np.array([[9.0, 0.0, 0.0], [0.0, 9.0, 1.0]], np.float32)
    assert start_of(BODY, away, "aaron_sheep", 20.0) == BODY[-1].places[-1]


def test_a_drawing_on_an_empty_sheet_lies_in_its_middle():
    points = np.array([[5.0, 0.0, 0.0], [0.0, 8.0, 1.0], [-2.0, 1.0, 1.0]], np.float32)
    start = start_of((), points, "aaron_sheep", 20.0)
    lines = lines_of(points, "aaron_sheep", 20.0, start, drawing=True)
    every = np.concatenate(lines)
    np.testing.assert_allclose((every.min(0) + every.max(0)) / 2, SHEET / 2, atol=0.51)
    assert start_of((), points[:0], "aaron_sheep", 20.0) == (SHEET / 2, SHEET / 2)


def test_a_drawing_too_large_for_the_sheet_is_made_smaller():
    points = np.array([[40, 0, 0], [0, 40, 0], [-40, 0, 1]], np.float32)
    sketch = centred(points, "aaron_sheep", 20.0)
    every = np.concatenate([line.array for line in sketch])
    assert every.min() >= 0 and every.max() <= SHEET
    assert every.max() - every.min() > 0.9 * SHEET
    assert centred(np.zeros((0, 3), np.float32), "aaron_sheep", 20.0) == ()


def test_units_follow_the_size_of_the_data():
    assert unit("quickdraw_mini", 10.0) == pytest.approx(10 * SHEET / 280)
    assert tolerance("quickdraw_mini") == pytest.approx(2 * SHEET / 280)
