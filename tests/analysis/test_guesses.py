"""Guesses: what they come to, scored by hand-computed numbers."""

import math
from typing import Any

import pytest

from seqdemo.analysis.guesses import (
    Drawn,
    Guess,
    Named,
    Shared,
    bits,
    curve_bits,
    mean_error,
    read_guess,
    score,
    shares,
)

BASE = {"e": 0.5, "t": 0.25, "a": 0.125, "z": 0.125}


def test_surprisal_counts_halvings():
    assert [bits(1.0), bits(0.5), bits(0.125), bits(0.0)] == [0, 1, 3, math.inf]


def test_who_names_one_letter_gives_it_half_and_the_rest_goes_by_base_rates():
    found = shares(Named("e"), BASE)
    assert found == pytest.approx({"e": 0.5, "t": 0.25, "a": 0.125, "z": 0.125})
    assert shares(Named("t"), BASE) == pytest.approx(
        {"e": 1 / 3, "t": 0.5, "a": 1 / 12, "z": 1 / 12}
    )


def test_a_score_compares_visitor_network_and_base_rates():
    right = score(Named("t", 0.5), "t", 0.25, BASE)
    assert (right.right, right.guess, right.network, right.base) == (True, 1, 2, 2)
    wrong = score(Named("t", 0.5), "e", 0.125, BASE)
    assert not wrong.right
    assert (wrong.guess, wrong.network, wrong.base) == pytest.approx((math.log2(3), 3, 1))


def test_bars_are_taken_as_they_are_and_the_rest_is_for_all_others():
    found = shares(Shared((("t", 0.5), ("a", 0.25))), BASE)
    assert found == pytest.approx({"e": 0.2, "t": 0.5, "a": 0.25, "z": 0.05})


def test_nothing_that_can_come_is_impossible():
    sure = score(Shared((("e", 1.0), ("t", 0.0))), "z", 1.0, BASE)
    assert sure.guess == pytest.approx(bits(0.01 * 0.125 / 0.5)) and sure.network == 0
    assert math.copysign(1, sure.network) == 1, "no minus before the nought"
    assert shares(Named("e", 1.0), {"e": 1.0}) == {"e": 1.0}


@pytest.mark.parametrize(
    "guess",
    [Named("q", 0.9), Named("z", 0.0), Shared((("e", 0.0), ("t", 0.0))), Shared((("q", 1.0),))],
)
def test_a_guess_that_says_nothing_of_what_can_come_is_the_base_rates(guess: Named | Shared):
    assert shares(guess, BASE) == pytest.approx(BASE)


def test_bars_over_all_alternatives_sum_to_one():
    found = shares(Shared((("e", 0.2), ("t", 0.2), ("a", 0.2), ("z", 0.2))), BASE)
    assert found == pytest.approx(dict.fromkeys(BASE, 0.25))


@pytest.mark.parametrize("said", [0.0, 0.3, 0.7, 1.0])
def test_honesty_pays(said: float):
    """Somebody who holds 70 % for likely loses bits, on average, by saying anything else."""
    base = {"good": 0.5, "bad": 0.5}

    def expected(share: float) -> float:
        guess = Named("good", share)
        return 0.7 * score(guess, "good", 1, base).guess + 0.3 * score(guess, "bad", 1, base).guess

    assert expected(0.7) <= expected(said)


def test_what_came_must_be_an_alternative():
    with pytest.raises(ValueError, match="none of the alternatives"):
        score(Named("e"), "é", 0.5, BASE)


def test_half_the_error_of_a_curve_saves_one_bit_a_value():
    truth = [10.0, 20.0, 30.0]
    assert mean_error([12.0, 16.0, 30.0], truth) == 2
    far, near = curve_bits([14.0, 16.0, 34.0], truth, 1), curve_bits([12.0, 18.0, 32.0], truth, 1)
    assert far - near == pytest.approx(1) and near == pytest.approx(math.log2(4 * math.e))
    assert curve_bits(truth, truth, 1) == 0
    with pytest.raises(ValueError, match="3 came"):
        mean_error([1.0], truth)


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ({"kind": "named", "choice": "\n", "share": 0.75}, Named("\n", 0.75)),
        ({"kind": "shared", "bars": [["the", 0.5]]}, Shared((("the", 0.5),))),
        ({"kind": "drawn", "values": [1, -2.5]}, Drawn((1.0, -2.5))),
    ],
)
def test_a_guess_is_read_from_what_the_browser_sends(data: object, guess: Guess):
    assert read_guess(data) == guess


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "named",
        {},
        {"kind": "other"},
        {"kind": "named", "choice": "e"},
        {"kind": "named", "choice": "", "share": 0.5},
        {"kind": "named", "choice": "x" * 61, "share": 0.5},
        {"kind": "named", "choice": "\ud800", "share": 0.5},
        {"kind": "named", "choice": 3, "share": 0.5},
        {"kind": "named", "choice": "e", "share": True},
        {"kind": "named", "choice": "e", "share": float("nan")},
        {"kind": "shared", "bars": []},
        {"kind": "shared", "bars": [["e"]]},
        {"kind": "shared", "bars": [["e", 0.4], ["e", 0.4]]},
        {"kind": "shared", "bars": [["e", 0.7], ["t", 0.7]]},
        {"kind": "shared", "bars": [["e", -0.1]]},
        {"kind": "shared", "bars": [[str(n), 0.01] for n in range(41)]},
        {"kind": "drawn", "values": []},
        {"kind": "drawn", "values": [float("inf")]},
        {"kind": "drawn", "values": [10**400]},
        {"kind": "drawn", "values": [0.0] * 401},
    ],
)
def test_what_is_no_guess_is_refused(data: Any):
    with pytest.raises(
        ValueError, match=r"guess|values|number|text|share|characters|bar|curve|surrogates"
    ):
        read_guess(data)
