"""Nearest states, principal axes and saturation say what slow, plain computations say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seqdemo.analysis.corpus import Corpus, as_bytes, corpus_of
from seqdemo.analysis.nearest import distances, nearest
from seqdemo.analysis.principal_axes import principal_axes
from seqdemo.analysis.saturation import Saturation, saturation, saturations
from seqdemo.core.trace import LayerTrace, Trace


def states(steps: int, units: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    mix = rng.standard_normal((units, units))
    return np.tanh(0.3 * rng.standard_normal((steps, units)) @ mix).astype(np.float32)


# Nearest


def test_distances_are_euclidean_to_a_step_of_the_corpus() -> None:
    hidden = states(500, 12)
    found = distances(Corpus(tuple("x" * 500), as_bytes(hidden)), hidden[17])
    assert_allclose(found, np.linalg.norm(hidden - hidden[17], axis=1), atol=12**0.5 / 127)


def test_the_nearest_come_first_and_apart() -> None:
    hidden = np.zeros((40, 3), np.float32)
    hidden[[5, 6, 30]] = 0.5
    corpus = Corpus(tuple("x" * 40), as_bytes(hidden))
    target = np.full(3, 0.5, np.float32)
    assert [step for step, _ in nearest(corpus, target, 2)] == [5, 6]
    assert [step for step, _ in nearest(corpus, target, 2, apart=3)] == [5, 30]
    assert nearest(corpus, target, 1)[0][1] < 0.01


def test_states_beyond_one_keep_their_distances() -> None:
    hidden = 30 * states(50, 4)
    trace = Trace(inputs=tuple("x" * 50), layers=(LayerTrace("rnn", hidden, nonlinearity="relu"),))
    found = distances(corpus_of(trace, 0), hidden[3])
    assert_allclose(found, np.linalg.norm(hidden - hidden[3], axis=1), atol=2 * 30 / 127)


def test_the_surroundings_of_a_step_stay_in_its_sequence() -> None:
    corpus = Corpus(tuple("x" * 30), as_bytes(states(30, 2)), np.array([0, 10, 20]))
    assert corpus.around(12, 5, 5) == (10, 18)
    assert corpus.around(19, 5, 5) == (14, 20)
    assert corpus.around(29, 5, 5) == (24, 30)
    with pytest.raises(ValueError, match="labels"):
        Corpus(("a",), as_bytes(states(30, 2)))


# Principal axes


@pytest.mark.parametrize(("steps", "units"), [(400, 9), (6, 9)], ids=["many", "few"])
def test_principal_axes_are_those_of_the_singular_value_decomposition(
    steps: int, units: int
) -> None:
    values = states(steps, units) + 3
    found = principal_axes(values, 3)
    centred = (values - values.mean(0)).astype(np.float64)
    _, scale, right = np.linalg.svd(centred, full_matrices=False)
    assert_allclose(np.abs(np.sum(found.axes * right[:3], axis=1)), 1, atol=1e-5)
    assert_allclose(found.share, (scale**2 / (scale**2).sum())[:3], atol=1e-5)
    assert_allclose(found.axes @ found.axes.T, np.eye(3), atol=1e-5)
    points = found.project(values)
    assert_allclose(points.mean(0), 0, atol=1e-4)
    assert_allclose(points.var(0) / values.var(0).sum(), found.share, atol=1e-4)
    assert_allclose(np.cov(points.T, bias=True), np.diag(points.var(0)), atol=1e-4)


def test_principal_axes_equal_scikit_learns() -> None:
    from sklearn.decomposition import PCA  # a second, and only here

    values = states(300, 8)
    theirs, mine = PCA(3).fit(values), principal_axes(values, 3)
    assert_allclose(np.abs(np.sum(mine.axes * theirs.components_, axis=1)), 1, atol=1e-4)
    assert_allclose(mine.share, theirs.explained_variance_ratio_, atol=1e-4)


def test_axes_that_are_not_there_are_zero() -> None:
    found = principal_axes(np.ones((5, 2), np.float32), 3)
    assert found.axes.shape == (3, 2) and not found.share.any()
    assert not found.project(np.ones((5, 2), np.float32)).any()


# Saturation


def test_saturation_counts_the_steps_below_and_above() -> None:
    found = saturation(np.array([[0.05, 0.5], [0.95, 0.5], [0.99, 0.05], [0.1, 0.9]], np.float32))
    assert_allclose(found.left, [0.25, 0.25])
    assert_allclose(found.right, [0.5, 0.0])
    assert found.steps == 4


def test_saturation_of_two_parts_is_that_of_the_whole() -> None:
    values = np.random.default_rng(0).random((50, 3)).astype(np.float32)
    whole, parts = saturation(values), saturation(values[:20]).joined(saturation(values[20:]))
    assert_allclose(parts.left, whole.left, atol=1e-6)
    assert_allclose(parts.right, whole.right, atol=1e-6)
    assert parts.steps == 50


def test_only_gates_between_zero_and_one_saturate() -> None:
    gate = np.full((4, 2), 0.95, np.float32)
    layer = LayerTrace(
        "gru", states(4, 2), gates=dict.fromkeys(("reset", "update", "candidate"), gate)
    )
    found = saturations(layer)
    assert set(found) == {"reset", "update"}
    assert isinstance(found["update"], Saturation) and found["update"].right.tolist() == [1, 1]
