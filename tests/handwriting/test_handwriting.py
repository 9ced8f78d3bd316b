"""Digits are drawn by the hands that draw letters; grids travel as links; a pen makes shades."""

import numpy as np
import pytest

from seqdemo.handwriting.grids import BLANK, as_array, as_drawing, check_grids, decode, encode
from seqdemo.handwriting.hand import Pen, lines, write
from seqdemo.handwriting.letter_bank import SLOTS, letter_bank
from seqdemo.handwriting.script import DIGITS
from seqdemo.handwriting.shades import shades
from seqdemo.handwriting.templates import all_templates

TEN = np.arange(10)


def test_each_digit_is_written_in_several_ways_some_of_them_held_out():
    for held_out in (False, True):
        ways = [t.glyph for t in all_templates(DIGITS) if t.held_out == held_out]
        assert all(ways.count(digit) >= 2 for digit in DIGITS.symbols)


def test_digits_are_drawn_by_seed_and_not_as_letters_are():
    drawn = write(TEN, TEN, TEN * 0, seed=1, script=DIGITS)
    assert drawn.shape == (10, 7, 7) and set(np.unique(drawn)) == {0.0, 1.0}
    assert np.array_equal(drawn, write(TEN, TEN, TEN * 0, seed=1, script=DIGITS))
    assert not np.array_equal(drawn, write(TEN, TEN, TEN * 0, seed=1))


def test_a_bank_of_digits_holds_ten_symbols():
    assert letter_bank(8, 1, DIGITS).shape == (8, 10, SLOTS)


def test_shades_fill_the_grid_and_a_broader_pen_inks_more():
    found = lines(TEN, TEN, TEN * 0, seed=1, pen=Pen(), writers="train", script=DIGITS)
    none = np.zeros(10, np.float32)
    fine, broad = (shades(found.points, none + width, none) for width in (0.8, 1.6))
    assert fine.min() == 0 and 0 < fine.max() <= 1
    assert (broad.sum((1, 2)) > fine.sum((1, 2))).all()
    assert (broad.max(2)[:, [0, -1]] > 0).all() or (broad.max(1)[:, [0, -1]] > 0).all()


def test_grids_come_back_from_a_link_and_nonsense_does_not():
    drawing = as_drawing(write(TEN, TEN, TEN * 0, seed=2, script=DIGITS))
    assert decode(encode(drawing), 10) == drawing
    assert as_drawing(as_array(drawing)) == drawing
    assert decode(encode(drawing), 9) is None
    assert decode("", 9) is None and decode("not a drawing", 9) is None


@pytest.mark.parametrize("wrong", ["0" * 48, "2" + BLANK[1:]])
def test_what_is_no_grid_is_refused(wrong):
    with pytest.raises(ValueError, match="49 zeros and ones"):
        check_grids([wrong])
