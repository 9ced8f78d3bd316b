"""Axes, probes and sparse features as rows that are read, matched and turned like units."""

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.directions import axes_of, probes_of, states_of
from seqdemo.analysis.feature_file import (
    LayerFeatures,
    features_bytes,
    load_features,
    measured,
)
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


def test_no_property_gives_no_probe(corpus):
    assert len(probes_of(corpus, {})) == 0


def test_features_come_back_from_their_file(tmp_path, corpus):
    from dataclasses import replace

    found = replace(axes_of(corpus, 3), threshold=np.full(3, 0.1, np.float32))
    told = measured(found, np.zeros(8, np.float32), states_of(corpus, slice(None)))
    layer = LayerFeatures(1, found, np.zeros(8, np.float32), told)
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
