"""A vector as a picture, and quality by length as curves."""

from __future__ import annotations

import numpy as np

from seqdemo.demos.translation.measured import LengthGroup
from seqdemo.views.palette import LIGHT, rgb
from seqdemo.views.quality_by_length import quality_by_length
from seqdemo.views.vector_picture import CELL, vector_picture


def test_numbers_stand_along_the_rows_and_what_is_left_over_is_zero():
    picture = vector_picture(np.array([1, -1, 0, 1, -1], np.float32), LIGHT, rows=2)
    assert picture.shape == (2 * CELL, 3 * CELL, 3)
    low, zero, high = (rgb(colour) for colour in LIGHT.diverging)
    cells = [[tuple(map(int, picture[r * CELL, c * CELL])) for c in range(3)] for r in range(2)]
    assert cells == [[high, low, zero], [high, low, zero]]


def test_a_curve_goes_through_the_groups_of_its_network():
    groups = (LengthGroup(8.0, 100, 40.0, 1), LengthGroup(24.0, 50, 20.0, 2))
    figure = quality_by_length({"With": groups, "Without": groups[:1]})
    assert [line.name for line in figure.data] == ["With", "Without"]
    assert list(figure.data[0].x) == [8.0, 24.0] and list(figure.data[0].y) == [40.0, 20.0]
    assert len({line.line.color for line in figure.data}) == 2
