"""Places where the same units fire together are found, in order, and quickly."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes, corpus_of
from seqdemo.analysis.matching import Match, Pattern, match, pattern_of
from seqdemo.core.trace import LayerTrace, Trace

QUIET = 0.1


def quiet(steps: int, units: int = 6) -> np.ndarray:
    return np.full((steps, units), QUIET, np.float32)


def corpus(hidden: np.ndarray, *starts: int) -> Corpus:
    labels = tuple("x" * len(hidden))
    return Corpus(labels, as_bytes(hidden), np.array([0, *starts], np.int64))


def planted() -> np.ndarray:
    """Units 1 and 3 up and unit 4 down from step 5 to 7; unit 2 all the time."""
    hidden = quiet(12)
    hidden[5:8, [1, 3]] = 0.8
    hidden[5:8, 4] = -0.6
    hidden[:, 2] = 0.9
    return hidden


def test_the_units_of_a_span_are_on_in_it_and_off_around_it() -> None:
    found = pattern_of(planted(), 5, 7, 0.5)
    assert found.units.tolist() == [1, 3, 4] and found.signs.tolist() == [1, 1, -1]
    assert found.length == 3
    everything = pattern_of(planted(), 5, 7, 0.5, around=False)
    assert set(everything.units.tolist()) == {1, 2, 3, 4}
    assert pattern_of(planted(), 5, 8, 0.5).units.tolist() == []
    assert pattern_of(planted(), 6, 7, 0.5).units.tolist() == []


@pytest.mark.parametrize(("first", "last"), [(0, 2), (3, 4)])
def test_the_edges_of_a_text_do_not_stop_a_pattern(first: int, last: int) -> None:
    hidden = quiet(5)
    hidden[first : last + 1, 1] = 0.7
    assert pattern_of(hidden, first, last, 0.5).units.tolist() == [1]


@pytest.mark.parametrize(
    ("first", "last", "threshold"), [(-1, 2, 0.5), (3, 2, 0.5), (0, 12, 0.5), (0, 1, 0)]
)
def test_a_span_that_is_not_there_is_refused(first: int, last: int, threshold: float) -> None:
    with pytest.raises(ValueError, match=r"span|threshold"):
        pattern_of(planted(), first, last, threshold)


def test_planted_places_are_found_best_first() -> None:
    hidden = quiet(200)
    for start in (20, 90, 150):
        hidden[start : start + 3, [1, 3]] = 0.8
    hidden[90:93, 4] = -0.6
    hidden[50:53, 1] = 0.8
    hidden[120:125, [1, 3]] = 0.8  # on for too long
    pattern = pattern_of(planted(), 5, 7, 0.5)
    assert match(corpus(hidden), pattern) == [
        Match(90, 3),
        Match(20, 2),
        Match(150, 2),
        Match(50, 1),
    ]
    assert match(corpus(hidden), pattern, count=2) == [Match(90, 3), Match(20, 2)]


def test_the_other_sign_is_no_match() -> None:
    hidden = quiet(30)
    hidden[10:13, [1, 3]] = -0.8
    hidden[10:13, 4] = 0.6
    assert match(corpus(hidden), pattern_of(planted(), 5, 7, 0.5)) == []


def test_no_match_reaches_from_one_sequence_into_the_next() -> None:
    hidden = quiet(30)
    hidden[10:13, [1, 3]] = 0.8
    pattern = pattern_of(planted(), 5, 7, 0.5)
    assert match(corpus(hidden), pattern) == [Match(10, 2)]
    assert match(corpus(hidden, 11), pattern) == []
    assert match(corpus(hidden, 10, 13), pattern) == [Match(10, 2)]


def test_what_fires_next_door_in_another_sequence_does_not_count() -> None:
    hidden = quiet(30)
    hidden[10:20, [1, 3]] = 0.8
    assert match(corpus(hidden, 10, 13), pattern_of(planted(), 5, 7, 0.5))[0] == Match(10, 2)


def test_matches_do_not_overlap() -> None:
    hidden = quiet(40)
    hidden[:, 1] = 0.8
    pattern = Pattern(np.array([1]), np.array([1]), 4, 0.5, around=False)
    starts = [found.start for found in match(corpus(hidden), pattern)]
    assert len(starts) >= 5 and min(np.diff(sorted(starts))) >= 4


def test_a_corpus_shorter_than_the_span_has_no_match() -> None:
    assert match(corpus(quiet(2)), pattern_of(planted(), 5, 7, 0.5)) == []


def test_a_unit_beyond_one_is_searched_within_its_own_range() -> None:
    hidden = quiet(20) * 50
    hidden[4:7, 1] = 40.0
    trace = Trace(inputs=tuple("x" * 20), layers=(LayerTrace("rnn", hidden, nonlinearity="relu"),))
    assert match(corpus_of(trace, 0), pattern_of(hidden, 4, 6, 20.0)) == [Match(4, 1)]


def test_a_hundred_thousand_steps_are_searched_in_a_moment() -> None:
    """0.3 s is promised for 512 units; `seqdemo bench explorer` measures it."""
    rng = np.random.default_rng(0)
    states = rng.integers(-127, 128, (64, 100_000), dtype=np.int8)
    large = Corpus(tuple("x" * 100_000), states)
    pattern = Pattern(np.arange(64), np.ones(64, np.int64), 5, 0.3)
    match(large, pattern)
    start = process_time()
    match(large, pattern)
    assert process_time() - start < 1.0  # it takes 0.05 s
