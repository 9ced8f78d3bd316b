"""Units that only changed places and signs are found again; CKA does not mind."""

import numpy as np
import pytest

from seqdemo.analysis.alignment import aligned, linear_cka


@pytest.fixture
def states():
    draw = np.random.default_rng(0)
    return np.tanh(draw.normal(size=(300, 4)) @ draw.normal(size=(4, 12))).astype(np.float32)


def test_places_and_signs_are_found_again(states):
    draw = np.random.default_rng(1)
    places, signs = draw.permutation(12), draw.choice([-1, 1], 12)
    other = (states * signs)[:, places].astype(np.float32)
    found = aligned(states, other)
    np.testing.assert_allclose(found.of(other), states, atol=1e-6)
    np.testing.assert_allclose(found.correlation, 1, atol=1e-5)
    assert linear_cka(states, other) == pytest.approx(1)


def test_noise_lowers_both_and_strangers_are_lower_still(states):
    draw = np.random.default_rng(2)
    noisy = states + 0.5 * draw.normal(size=states.shape).astype(np.float32)
    strange = draw.normal(size=states.shape).astype(np.float32)
    assert 1 > linear_cka(states, noisy) > linear_cka(states, strange)
    assert aligned(states, noisy).correlation.mean() > aligned(states, strange).correlation.mean()


def test_a_rotation_and_a_scale_change_no_cka(states):
    turn, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(12, 12)))
    assert linear_cka(states, (3 * states @ turn).astype(np.float32)) == pytest.approx(1)
    assert linear_cka(states, states[:, :5]) < 1


def test_cka_is_that_of_its_kernels(states):
    other = states[:, :7] ** 2
    centre = np.eye(300) - 1 / 300
    kernels = [centre @ (one @ one.T).astype(np.float64) @ centre for one in (states, other)]
    expected = (kernels[0] * kernels[1]).sum() / np.prod([np.linalg.norm(one) for one in kernels])
    assert linear_cka(states, other) == pytest.approx(expected, rel=1e-4)


def test_a_unit_that_never_changes_breaks_nothing(states):
    dead = states.copy()
    dead[:, 3] = 0.5
    found = aligned(dead, dead)
    assert found.correlation[3] == 0 and sorted(found.units) == list(range(12))


def test_other_sizes_are_refused(states):
    with pytest.raises(ValueError, match="must be the same"):
        aligned(states, states[:, :5])
    with pytest.raises(ValueError, match="300 and 299 steps"):
        linear_cka(states, states[1:])
