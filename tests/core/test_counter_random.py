"""A random number is the hash of its address: no order, no process and no restart changes it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seqdemo.core import counter_random
from seqdemo.core.counter_random import uniforms

MANY = np.arange(20_000)


def test_the_same_seed_and_address_give_the_same_numbers() -> None:
    assert_array_equal(uniforms(7, MANY, 3), uniforms(7, MANY, 3))


def test_the_numbers_are_those_of_every_earlier_run() -> None:
    """Data sets are drawn from them: another hash would silently be other data."""
    expected = [[0.7103723287582397, 0.3284231424331665], [0.9393194317817688, 0.2963036894798279]]
    assert uniforms(11, np.array([0, 5]), 2).tolist() == expected


def test_the_hash_is_the_finaliser_of_splitmix64() -> None:
    """Against its published definition, in integers without a width."""

    def mix(z: int) -> int:
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        return z ^ (z >> 31)

    row = mix((-3 * 0x9E3779B97F4A7C15 + 11) % 2**64)
    columns = [mix(n * 0xBF58476D1CE4E5B9 % 2**64) for n in (1, 2)]
    expected = [(mix(row ^ column) >> 40) / 2**24 for column in columns]
    assert uniforms(11, np.array([-3]), 2).tolist() == [expected]


def test_neither_order_nor_company_changes_a_number() -> None:
    shuffled = np.random.default_rng(0).permutation(MANY)
    assert_array_equal(uniforms(7, shuffled, 3), uniforms(7, MANY, 3)[shuffled])
    assert_array_equal(uniforms(7, MANY[41:42], 3)[0], uniforms(7, MANY, 3)[41])


def test_asking_for_more_numbers_keeps_the_first_ones() -> None:
    assert_array_equal(uniforms(7, MANY, 9)[:, :3], uniforms(7, MANY, 3))


def test_numbers_are_uniform_over_0_to_1() -> None:
    drawn = uniforms(3, MANY, 10)
    assert (drawn.shape, drawn.dtype) == ((20_000, 10), np.float32)
    shares = np.histogram(drawn, bins=20, range=(0, 1))[0] / drawn.size
    np.testing.assert_allclose(shares, 1 / 20, rtol=0.05)  # five standard deviations
    np.testing.assert_allclose(drawn.mean(0), 0.5, atol=0.01)


def test_one_itself_is_never_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be an index beyond the end. Here the hash is the largest there is: all bits set."""
    monkeypatch.setattr(counter_random, "_mix", lambda z: np.full_like(z, 2**64 - 1))
    assert uniforms(0, np.zeros(1, np.int64), 1)[0, 0] == np.float32(1 - 2**-24)


@pytest.mark.parametrize("other", [8, 0, -7, 7 + 2**32])
def test_another_seed_gives_unrelated_numbers(other: int) -> None:
    a, b = uniforms(7, MANY, 2), uniforms(other, MANY, 2)
    assert (a == b).mean() < 1e-3
    assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.03


def test_neighbours_are_unrelated_along_addresses_and_along_numbers() -> None:
    drawn = uniforms(7, MANY, 2)
    assert abs(np.corrcoef(drawn[:-1, 0], drawn[1:, 0])[0, 1]) < 0.03
    assert abs(np.corrcoef(drawn[:, 0], drawn[:, 1])[0, 1]) < 0.03


def test_any_integer_is_an_address() -> None:
    far = np.array([-1, 0, 1, 2**62, -(2**63)])
    drawn = uniforms(7, far, 1)
    assert len(np.unique(drawn)) == len(far)
    assert uniforms(7, np.zeros(0, np.int64), 4).shape == (0, 4)
