"""Scores of finished sentences."""

from __future__ import annotations

import pytest

from seqdemo.core.ranking import Ranking


def test_without_weights_a_score_is_the_log_probability() -> None:
    assert Ranking().score(-3.5, 7) == -3.5


def test_a_penalty_of_one_makes_it_a_mean() -> None:
    assert Ranking(length_penalty=1.0).score(-6.0, 4) == pytest.approx(-1.5)


def test_every_part_is_added_with_its_weight() -> None:
    ranking = Ranking(length_penalty=0.5, length_reward=0.2, read_back=0.1)
    assert ranking.score(-6.0, 4, -20.0) == pytest.approx(-6.0 / 2 + 0.8 - 2.0)


def test_what_was_not_asked_counts_nothing() -> None:
    assert Ranking(read_back=0.5).score(-6.0, 4) == -6.0
