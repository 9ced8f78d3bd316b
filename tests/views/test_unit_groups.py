"""Units that move alike are in one group."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.core.trace import LayerTrace
from seqdemo.views.unit_groups import by_group, groups_of


def three_kinds() -> LayerTrace:
    """Units 0, 3, 6, ... rise, 1, 4, ... fall and 2, 5, ... swing; each at its own height."""
    time = np.linspace(-1, 1, 30)
    courses = [time, -time, np.sin(9 * time)]
    rng = np.random.default_rng(0)
    columns = [(0.2 + 0.7 * rng.random()) * courses[n % 3] for n in range(18)]
    noise = 0.02 * rng.standard_normal((30, 18))
    return LayerTrace("rnn", (np.stack(columns, 1) + noise).astype(np.float32))


def test_planted_groups_are_found() -> None:
    found = groups_of(three_kinds(), 3)
    assert [len(set(found[start::3])) for start in range(3)] == [1, 1, 1]
    assert len(set(found[:3])) == 3


def test_the_order_holds_groups_together_and_every_unit_once() -> None:
    layer = three_kinds()
    order, groups = by_group(layer, count=3), groups_of(layer, 3)
    assert sorted(order) == list(range(18))
    assert (np.diff(groups[order]) >= 0).all()


@pytest.mark.parametrize("units", [1, 2, 5])
def test_few_or_equal_units_are_no_trouble(units: int) -> None:
    layer = LayerTrace("rnn", np.zeros((4, units), np.float32))
    assert groups_of(layer).tolist() == [0] * units
    assert sorted(by_group(layer)) == list(range(units))


def test_the_same_trace_gives_the_same_groups() -> None:
    assert groups_of(three_kinds()).tolist() == groups_of(three_kinds()).tolist()


def test_no_unit_is_nearer_to_the_mean_of_another_group() -> None:
    hidden = np.random.default_rng(3).standard_normal((40, 60)).astype(np.float32)
    found = groups_of(LayerTrace("rnn", hidden), 5)
    courses = (hidden - hidden.mean(0)).T.astype(np.float64)
    courses /= np.linalg.norm(courses, axis=1, keepdims=True)
    means = np.stack([courses[found == group].mean(0) for group in np.unique(found)])
    apart = ((courses[:, None] - means) ** 2).sum(-1)
    np.testing.assert_array_equal(apart.argmin(1), found)
