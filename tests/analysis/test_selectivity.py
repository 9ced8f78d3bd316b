"""A property that is told stands out from shuffled labels, one that is not does not."""

import numpy as np
import pytest

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.selectivity import selectivity
from seqdemo.analysis.text_properties import Property


def runs(draw, steps):
    """Labels that stay for about twelve steps, as those of a text do."""
    return (np.cumsum(draw.random(steps) < 1 / 12) % 2).astype(np.float32)


def made(seed, strength, steps=6_000, units=12):
    """Slow states; unit 3 follows a property as far as `strength` says."""
    draw = np.random.default_rng(seed)
    noise = draw.normal(size=(steps + 40, units))
    kernel = np.ones(20) / 20
    slow = np.stack([np.convolve(row, kernel, "same") for row in noise.T], 1)[:steps]
    told = runs(draw, steps)
    slow[:, 3] += strength * (told - 0.5) * slow.std()
    corpus = Corpus(("x",) * steps, as_bytes((slow / 4 / slow.std()).astype(np.float32)))
    return corpus, Property("told", told, binary=True)


def test_a_unit_that_tells_a_property_stands_out():
    found = selectivity(*made(0, 3.0))
    assert found.unit == 3
    for one in (found.alone, found.whole):
        assert one.low < one.score < one.high
        assert one.low > one.chance_most + 0.1


def test_what_no_unit_tells_is_rarely_above_all_shuffled_labels():
    found = [selectivity(*made(seed, 0.0), seed=seed) for seed in range(20)]
    above = [one.whole.score > one.whole.chance_most for one in found]
    assert sum(above) <= 5  # one of 20 is expected
    covered = [one.alone.low <= 0.5 <= one.alone.high for one in found]
    assert sum(covered) >= 15  # 19 of 20 are


def test_a_number_is_measured_by_its_correlation():
    corpus, _ = made(1, 0.0)
    values = corpus.unit(5) + 0.1 * np.random.default_rng(1).normal(size=len(corpus))
    found = selectivity(corpus, Property("size", values.astype(np.float32), binary=False))
    assert found.unit == 5
    assert found.alone.score == pytest.approx(
        np.corrcoef(corpus.unit(5)[3000:], values[3000:])[0, 1]
    )
    assert found.alone.low < found.alone.score < found.alone.high
    assert abs(found.alone.chance) < 0.2


def test_intervals_are_about_as_wide_as_scores_of_new_corpora_vary():
    found = [selectivity(*made(seed, 1.0), seed=seed).alone for seed in range(20)]
    spread = np.std([one.score for one in found])
    width = np.mean([one.high - one.low for one in found]) / 3.92
    assert 0.6 < width / spread < 1.6
