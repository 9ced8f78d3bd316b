"""Numbers in three digits, as people write them, in Python and in the browser."""

import re
from pathlib import Path

import pytest
from node_answers import node_answers

from seqdemo.views.significant import significant, told_apart


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
    assert significant(value) == written.replace(" ", "\xa0")


PACKAGE = Path(__file__).resolve().parents[2] / "seqdemo"
SCRIPT = Path(__file__).with_name("significant_answers.js")
FORMATTER = PACKAGE / "web" / "shared" / "format.js"


def test_the_browser_writes_numbers_as_python_does():
    leads = (1, 1.234, 2.5678, 9.9949, 9.996)
    sizes = [lead * 10.0**power for lead in leads for power in range(-12, 16)]
    values = [0, *sizes, *(-size for size in sizes)]
    (answer,) = node_answers(SCRIPT, values)
    assert answer["three"] == [significant(value) for value in values]


def test_with_other_digits_nothing_before_the_point_is_rounded_off():
    (answer,) = node_answers(SCRIPT, [0.00515, 117.4, 5.2e-9, -2e7, 1.9e-10, 0.764, 45.6])
    assert answer["two"] == [
        written.replace(" ", "\xa0")
        for written in ("0.0052", "117", "5.2 × 10⁻⁹", "−20,000,000", "1.9 × 10⁻¹⁰", "0.76", "46")
    ]


def test_python_shows_no_exponent_of_a_computer():
    found = [
        f"{path}: {line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "significant.py"
        for line in path.read_text("utf-8").split("\n")
        if re.search(r":[.0-9]*e\}", line)
    ]
    assert found == []


def test_the_browser_has_one_place_that_writes_exponents_and_thousands():
    found = [
        f"{path}: {line}"
        for path in sorted(PACKAGE.rglob("*.js"))
        if path != FORMATTER
        for line in path.read_text("utf-8").split("\n")
        if re.search(r"toExponential|toLocaleString|⁰¹²", line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([416.2, 455.7, 500.4, 432], ["416", "456", "500", "432"]),
        ([1000.1, 1000.2, 1000.35], ["1,000.10", "1,000.20", "1,000.35"]),
        ([5, 5, 5], ["5", "5", "5"]),
        ([-2000.25, -2000.75], ["−2,000.25", "−2,000.75"]),
        ([], []),
        ([1e300, 1.0001e300], ["1 × 10³⁰⁰", "1 × 10³⁰⁰"]),
    ],
)
def test_numbers_that_differ_a_little_are_written_fine_enough(values, written):
    assert told_apart(values) == [one.replace(" ", "\xa0") for one in written]
