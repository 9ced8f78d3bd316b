"""What is so at matches is told from what is so everywhere; places are kept to it."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.match_properties import at_matches, window_means, windows_where
from seqdemo.analysis.matching import Match, Pattern, match
from seqdemo.analysis.text_properties import Property

STEPS = 400
SOME = Property("some", (np.arange(STEPS) % 10 == 3).astype(np.float32))
LOSS = Property("loss", np.arange(STEPS, dtype=np.float32), binary=False)


def test_means_are_those_of_each_window():
    np.testing.assert_allclose(
        window_means(np.arange(5, dtype=np.float32), 2), [0.5, 1.5, 2.5, 3.5]
    )


def test_a_place_counts_where_one_of_its_steps_has_the_property_or_none():
    where = windows_where(SOME, 2, high=True)
    assert np.flatnonzero(where)[:4].tolist() == [2, 3, 12, 13]
    assert (windows_where(SOME, 2, high=False) == ~where).all()


def test_of_a_number_the_highest_and_the_lowest_quarter_count_and_what_is_unknown_does_not():
    assert np.flatnonzero(windows_where(LOSS, 1, high=True)).tolist() == list(range(300, 400))
    unknown = LOSS.values.copy()
    unknown[350:] = np.nan
    low = windows_where(Property("loss", unknown, binary=False), 2, high=False)
    assert low.sum() == 88 and not low[349:].any()
    assert not windows_where(Property("x", np.full(4, np.nan), binary=False), 1, high=True).any()


def test_what_is_so_at_the_places_stands_first_and_chance_is_near_none():
    draw = np.random.default_rng(0)
    places = [Match(int(start), 1) for start in range(3, STEPS - 2, 10)]
    asked = {"chance": Property("chance", draw.normal(size=STEPS).astype(np.float32), binary=False)}
    first, other = at_matches(asked | {"some": SOME}, places, 1)
    assert (first.name, first.here) == ("some", 1.0) and first.errors > 15
    assert first.everywhere == pytest.approx(0.1) and abs(other.errors) < 3


def test_matches_are_kept_to_where_a_place_may_start():
    hidden = np.zeros((STEPS, 2), np.float32)
    hidden[5::20, 0] = 0.9
    corpus = Corpus(tuple("x" * STEPS), as_bytes(hidden))
    pattern = Pattern(np.array([0]), np.array([1]), 1, 0.5)
    assert [one.start for one in match(corpus, pattern, 50)] == list(range(5, STEPS, 20))
    allowed = windows_where(LOSS, 1, high=True)
    assert [one.start for one in match(corpus, pattern, 50, allowed)] == list(range(305, STEPS, 20))
