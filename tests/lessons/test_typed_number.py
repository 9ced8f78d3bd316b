"""Numbers as visitors type them, and what is none."""

import pytest

from seqdemo.lessons.typed_number import typed_number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0,5", 0.5), ("19,600", 19_600), ("−3", -3), ("62 %", 62), ("007", 7), ("1e3", 1_000)],
)
def test_a_number_is_read_as_it_is_meant(typed, meant):
    assert typed_number(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "NaN", "inf", "-Infinity", "1e999", "１２", "<b>1</b>", "many"]
)
def test_what_is_as_good_as_no_number_is_no_wrong_answer(typed):
    with pytest.raises(ValueError, match=r"convert|none|scripts"):
        typed_number(typed)
