"""Calibration error, mean surprise and perplexity, on cases worked out by hand."""

from __future__ import annotations

import pytest

from seqdemo.core.metrics import expected_calibration_error, mean_and_perplexity


@pytest.mark.parametrize(
    ("confidence", "correct", "bins", "error"),
    [
        ([1.0, 1.0, 1.0], [True, True, True], 15, 0.0),  # sure and right
        ([1.0, 1.0], [False, False], 15, 1.0),  # sure and wrong
        ([0.0], [False], 15, 0.0),
        ([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0], 4, 0.0),  # right three times in four, as said
        ([0.9] * 10, [1] * 5 + [0] * 5, 10, 0.4),
        # Two bins: mean 0.3, one of two right, gap 0.2; mean 0.9, one of two right, gap 0.4.
        ([0.2, 0.4, 0.8, 1.0], [0, 1, 1, 0], 2, (2 * 0.2 + 2 * 0.4) / 4),
        # The same answers in one bin: mean 0.6, half of them right.
        ([0.2, 0.4, 0.8, 1.0], [0, 1, 1, 0], 1, 0.1),
    ],
)
def test_the_error_is_the_gap_between_confidence_and_share_of_right_answers(
    confidence: list[float], correct: list[int], bins: int, error: float
) -> None:
    assert expected_calibration_error(confidence, correct, bins) == pytest.approx(error)


def test_gaps_of_different_bins_do_not_cancel() -> None:
    assert expected_calibration_error([0.2, 0.8], [1, 0], bins=2) == pytest.approx(0.8)
    assert expected_calibration_error([0.2, 0.8], [1, 0], bins=1) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("confidence", "correct"), [([], []), ([0.5], [1, 0]), ([[0.5]], [[1]]), (0.5, 1)]
)
def test_answers_that_do_not_pair_up_are_refused(confidence: list[float], correct: object) -> None:
    with pytest.raises(ValueError, match=r"must be equal, \(N,\), N > 0"):
        expected_calibration_error(confidence, correct)  # type: ignore[arg-type]


def test_perplexity_is_the_power_of_the_mean_that_is_shown():
    assert mean_and_perplexity([1.0, 3.0]) == (2.0, 4.0)
    assert mean_and_perplexity([1.774, 1.774]) == (1.77, 2**1.77)
