"""Axes, probes and sparse features as rows that are read, matched and turned like units."""

from dataclasses import replace

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.directions import Directions, axes_of, probes_of, states_of
from seqdemo.analysis.feature_file import (
    LayerFeatures,
    features_bytes,
    load_features,
    measured,
)
from seqdemo.analysis.random_directions import random_directions
from seqdemo.analysis.text_properties import Property
from seqdemo.core.intervention import Steer
from seqdemo.core.trace import FloatArray


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Eight units that say in sums, but none alone, whether a step is odd."""
    draw = np.random.default_rng(0)
    steps = 4_000
    odd = np.arange(steps) % 2
    hidden = 0.3 * draw.normal(size=(steps, 8))
    hidden += 0.15 * (2 * odd[:, None] - 1) * np.where(np.arange(8) % 2, 1, -1)
    hidden[:, 0] += 0.5 * np.sin(np.arange(steps) / 50)
    return Corpus(tuple(map(str, range(steps))), as_bytes(hidden.astype(np.float32)))


def odd(corpus: Corpus) -> FloatArray:
    return np.arange(len(corpus), dtype=np.float32) % 2


def test_axes_are_read_in_the_order_of_their_variance(corpus):
    found = axes_of(corpus, 4)
    values = found.values(states_of(corpus, slice(None))) / np.linalg.norm(found.read, axis=1)
    assert (np.diff(values.var(0)) < 0).all()
    assert found.names[0].startswith("axis 1, ")


def test_a_probe_tells_what_no_unit_tells(corpus):
    asked = {"odd": Property("odd", odd(corpus), binary=True)}
    rows = probes_of(corpus, asked).corpus(corpus)
    assert rows.states.shape == (1, len(corpus))
    right = (rows.unit(0)[2_000:] > 0) == (odd(corpus)[2_000:] > 0)
    alone = (corpus.unit(1) > 0) == (odd(corpus) > 0)
    assert right.mean() > 0.85 > 0.75 > alone.mean()


def test_adding_one_along_a_direction_is_read_as_one(corpus):
    asked = {"odd": Property("odd", odd(corpus), binary=True)}
    for found in (axes_of(corpus, 3), probes_of(corpus, asked)):
        np.testing.assert_allclose(
            (found.read * found.write).sum(1), np.ones(len(found)), atol=1e-4
        )


def test_one_is_about_the_most_that_the_corpus_has(corpus):
    values = np.abs(axes_of(corpus, 3).values(states_of(corpus, slice(None))))
    assert ((values <= 1).mean(0) > 0.99).all() and (values.max(0) > 0.9).all()


def test_random_directions_differ_by_a_turn_about_the_centre(corpus):
    asked = {"odd": Property("odd", odd(corpus), binary=True)}
    for some in (probes_of(corpus, asked), axes_of(corpus, 2)):
        found, last = random_directions(some, len(some) - 1, 500), some.only(len(some) - 1)
        for part in ("read", "write"):
            lengths = np.linalg.norm(getattr(found, part), axis=1)
            np.testing.assert_allclose(lengths, np.linalg.norm(getattr(last, part)), rtol=1e-5)
        np.testing.assert_allclose((found.read * found.write).sum(1), np.ones(500), atol=1e-4)
        at_centre = last.values(some.centre[None])[0, 0]
        np.testing.assert_allclose(found.values(some.centre[None])[0], at_centre, atol=1e-5)
        likeness = (found.write @ last.write[0]) / np.linalg.norm(last.write) ** 2
        assert abs(likeness.mean()) < 0.06 and abs(likeness.std() - 8**-0.5) < 0.03
        again = random_directions(some, len(some) - 1, 500)
        np.testing.assert_array_equal(found.read, again.read)


def test_directions_are_the_same_after_they_were_sent(corpus):
    found = replace(axes_of(corpus, 3), threshold=np.full(3, 0.1, np.float32))
    for some in (found, axes_of(corpus, 2)):
        states = states_of(corpus, slice(0, 99))
        again = Directions.from_bytes(some.to_bytes())
        np.testing.assert_array_equal(again.values(states), some.values(states))
        np.testing.assert_array_equal(
            again.rebuilt(again.values(states)), some.rebuilt(some.values(states))
        )


def test_a_direction_that_is_held_is_read_at_its_value_whatever_the_state(corpus):
    found, states = axes_of(corpus, 3), states_of(corpus, slice(0, 99))
    moved = found.steer(1, 0, "axes", 0, 0.7).steered(states)
    np.testing.assert_allclose(found.values(moved)[:, 1], np.full(99, 0.7), atol=1e-5)
    np.testing.assert_allclose(found.values(moved)[:, 0], found.values(states)[:, 0], atol=1e-5)


def test_no_property_gives_no_probe(corpus):
    assert len(probes_of(corpus, {})) == 0


def test_features_come_back_from_their_file(tmp_path, corpus):
    found = replace(axes_of(corpus, 3), threshold=np.full(3, 0.1, np.float32))
    told = measured(found, states_of(corpus, slice(None)))
    layer = LayerFeatures(1, found, told)
    (tmp_path / "features.safetensors").write_bytes(features_bytes([layer], "abc"))
    (again,) = load_features(tmp_path, "abc").values()
    np.testing.assert_allclose(again.directions.read, found.read, rtol=1e-3, atol=1e-3)
    assert again.measures == told and again.layer == 1
    assert load_features(tmp_path, "other") == {}


def test_a_direction_in_a_link_has_no_vectors():
    from seqdemo.core.intervention import decode, encode

    one = Steer(1, "axes", 3, 12, -0.5)
    assert encode([one]) == "d2:axes.3@12=-0.5"
    assert decode("d2:axes.3@12=-0.5") == (one,)
    for text in ("d0:axes.3@1=1", "d2:axes@1=1", "d2:AXES.3@1=1", "d2:axes.3@1=11"):
        assert decode(text) == ()
