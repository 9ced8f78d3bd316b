"""Outcomes of texts, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.analysis.dose_response import DoseResponse
from seqdemo.analysis.ratio_estimate import mean_estimate, ratio_estimate
from seqdemo.analysis.text_outcomes import fingerprints, text_outcomes, words_of

TEXT = "x to be.\nOr not\n\nTO be? the Question...\nth"


def counted(name, text=TEXT, known=None):
    outcome = text_outcomes(known)[name]
    assert outcome.count is not None
    return outcome.count(text)


def test_lines_are_ended_by_a_newline_and_empty_ones_do_not_count():
    assert counted("line") == (3, len(TEXT) - 4)


def test_words_cut_off_at_either_end_do_not_count():
    assert words_of(TEXT) == ["to", "be", "or", "not", "to", "be", "the", "question"]
    assert words_of("a o' the b") == ["o", "the"]


def test_sentences_are_words_by_ends_and_dots_in_a_row_are_one_end():
    assert counted("sentence") == (3, 8)


def test_real_words_are_those_of_a_text():
    known = fingerprints(" to be or not to be ")
    assert counted("real", known=known) == (6, 8)
    assert "real" not in text_outcomes()


def test_letters_are_counted_among_letters():
    letters = sum(char.isalpha() for char in TEXT)
    assert counted("vowels") == (sum(char in "aeiouO" for char in TEXT), letters)
    assert counted("capitals") == (4, letters)


def test_the_interval_of_a_rate_holds_the_true_rate_in_95_of_100_cases():
    draw = np.random.default_rng(1)
    hits = 0
    for _ in range(1_000):
        own = draw.normal(0.1, 0.02, 32).clip(0)  # texts differ by more than chance alone
        counts = np.stack([draw.poisson(own * 200), np.full(32, 200.0)], 1)
        low, high = ratio_estimate(counts)[1:]
        hits += low <= 0.1 <= high
    assert 920 <= hits <= 975


def test_the_inverse_of_a_rate_has_the_inverse_interval():
    counts = np.array([[3, 90.0], [2, 110.0], [4, 100.0]])
    rate, length = ratio_estimate(counts), ratio_estimate(counts, inverse=True)
    assert length.value == pytest.approx(300 / 9)
    assert (length.low, length.high) == pytest.approx((1 / rate.high, 1 / rate.low))


def test_of_what_was_never_seen_only_a_bound_is_known():
    found = ratio_estimate(np.array([[0, 150.0], [0, 150.0]]), inverse=True)
    assert found == (np.inf, 100.0, np.inf)
    assert np.isnan(ratio_estimate(np.zeros((3, 2)))).all()


def test_shares_stay_below_one():
    assert ratio_estimate(np.array([[9, 9.0], [8, 9.0], [9, 9.0]]), most=1.0).high == 1.0


def test_the_mean_of_random_units_leaves_out_what_has_no_number():
    assert mean_estimate(np.array([1, 3, np.inf])).value == 2
    assert mean_estimate(np.array([1.0])).high == np.inf


def test_a_response_has_one_curve_for_the_units_and_one_for_each_random_set():
    outcome, response = text_outcomes()["line"], DoseResponse()
    for curve, level, ends in [(0, None, 2), (0, 1.0, 8), (0, -1.0, 1), (1, 1.0, 2), (2, 1.0, 4)]:
        response.add(curve, level, {"line": [(ends, 100.0), (ends, 100.0)]})
    plain = response.reference("line", outcome)
    assert plain is not None and plain.value == 50
    assert [one.value for one in response.curve(0, "line", outcome).values()] == [100, 12.5]
    assert len(response.random_curves("line", outcome)) == 2
    assert response.baseline("line", outcome)[1.0].value == pytest.approx((50 + 25) / 2)
    assert response.reference("loss", outcome) is None
