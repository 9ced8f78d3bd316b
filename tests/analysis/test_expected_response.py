"""Expected responses are means, and units stand beside what drives them."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.expected_response import LEAST, expected_response, strongest


def planted(seed=0, steps=3_000):
    """Units 0, 3, 6 ... rise after a, units 1, 4, 7 ... fall after b, the others do nothing."""
    draw = np.random.default_rng(seed)
    labels = draw.choice(list("abcd"), steps)
    hidden = draw.normal(0, 0.05, (steps, 30))
    hidden[:, 0::3] += 0.6 * (labels == "a")[:, None]
    hidden[:, 1::3] -= 0.5 * (labels == "b")[:, None]
    labels[:5] = "z"  # too rare to be asked for
    return Corpus(tuple(labels), as_bytes(hidden.astype(np.float32)))


def test_a_mean_is_that_of_the_unit_after_the_symbol_less_its_own():
    corpus = planted()
    found = expected_response(corpus)
    assert found is not None and sorted(found.symbols) == list("abcd")
    labels = np.array(corpus.labels)
    for unit in (0, 1, 2):
        row = corpus.unit(unit)
        for n, symbol in enumerate(found.symbols):
            expected = row[labels == symbol].mean() - row.mean()
            assert found.means[unit, n] == pytest.approx(expected, abs=1e-5)
    assert found.counts.sum() == len(corpus) - 5


def test_units_that_are_driven_alike_are_one_group_and_its_driver_is_named():
    found = expected_response(planted())
    assert found is not None
    rising, falling = set(found.groups[0::3]), set(found.groups[1::3])
    assert len(rising) == len(falling) == 1 and rising != falling
    symbol, response = found.drivers(rising.pop())[0]
    assert symbol == "a" and response > 0.3
    symbol, response = found.drivers(falling.pop())[0]
    assert symbol == "b" and response < -0.25
    assert sorted(found.order) == list(range(30))
    assert (np.diff(found.groups[found.order]) >= 0).all()


def test_the_strongest_places_are_the_highest_and_the_lowest_after_the_symbol():
    corpus = planted()
    high, low = strongest(corpus, 0, "a", 4)
    assert len(high) == len(low) == 4
    values = corpus.unit(0)
    after = values[np.array(corpus.labels) == "a"]
    assert values[high[0]] == after.max() and values[low[0]] == after.min()
    assert all(corpus.labels[step] == "a" for step in high + low)
    assert strongest(corpus, 0, "nothing", 4) == ([], [])


def test_of_too_little_nothing_is_said():
    labels = ("a",) * LEAST + ("b",) * (LEAST - 1)
    assert expected_response(Corpus(labels, np.zeros((3, len(labels)), np.int8))) is None
