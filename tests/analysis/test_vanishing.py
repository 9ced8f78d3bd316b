"""A known decay is found, with an interval that holds it."""

import numpy as np
import pytest

from seqdemo.analysis.vanishing import factor_per_step, vanishing


def decaying(seed, factor, texts=40, steps=30):
    draw = np.random.default_rng(seed)
    noise = np.cumsum(0.1 * draw.normal(size=(texts, steps)), 1)
    return np.exp(np.log(factor) * np.arange(steps) + noise)


@pytest.mark.parametrize("factor", [0.8, 1.0, 1.1])
def test_the_factor_a_step_is_found(factor):
    inside = [vanishing(decaying(seed, factor).tolist()) for seed in range(10)]
    assert np.mean([one.factor[0] for one in inside]) == pytest.approx(factor, rel=0.01)
    assert sum(one.factor[1] <= factor <= one.factor[2] for one in inside) >= 8


def test_one_curve_has_a_factor_of_its_own():
    assert factor_per_step(np.array([0.8**k for k in range(9)], np.float32)) == pytest.approx(0.8)
    assert factor_per_step(np.array([3.0], np.float32)) == 1.0


def test_half_is_left_after_the_half_life():
    found = vanishing([[0.5**k for k in range(12)]] * 3)
    assert found.half_life == pytest.approx(1.0)
    assert vanishing([[1.0] * 5] * 3).half_life == float("inf")


def test_distances_that_few_texts_reach_are_left_out():
    found = vanishing([[1.0] * 4, [1.0] * 10, [1.0] * 10, [1.0] * 30])
    assert len(found.mean) == 10 and found.texts == 4


def test_nothing_at_all_is_no_number_that_breaks_the_mean():
    found = vanishing([[1.0, 0.5, 0.0]] * 4)
    assert np.isfinite(found.mean).all()


def test_the_interval_is_of_the_mean():
    found = vanishing(decaying(1, 0.9).tolist())
    assert ((found.low <= found.mean) & (found.mean <= found.high)).all()
    wider = vanishing(decaying(1, 0.9)[:8].tolist())
    assert np.log(wider.high / wider.low).mean() > 1.3 * np.log(found.high / found.low).mean()
