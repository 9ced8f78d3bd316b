"""Numbers in three digits, as people write them."""

import pytest

from seqdemo.views.significant import significant


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.0123456, "0.0123"),
        (4.5, "4.5"),
        (43.24, "43.2"),
        (99.96, "100"),
        (999.4, "999"),
        (999.6, "1,000"),
        (2556.3, "2,556"),
        (-2556.3, "−2,556"),
        (0.0000123, "0.0000123"),
        (1e-9, "1 × 10⁻⁹"),
        (-3.14159e14, "−3.14 × 10¹⁴"),
        (1e300, "1 × 10³⁰⁰"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_a_number_has_three_digits_that_count_and_no_exponent_of_a_computer(value, written):
    assert significant(value) == written
