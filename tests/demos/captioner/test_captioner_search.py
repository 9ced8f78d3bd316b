"""What a search leaves behind, how sure a network was, the samples: all without torch."""

from __future__ import annotations

import json
from math import exp, log

import pytest

from seqdemo.core.card_file import ASSETS, CheckpointError
from seqdemo.core.search_tree import BeamResult, Fate, Hypothesis, Sentence, parents
from seqdemo.demos.captioner import samples
from seqdemo.demos.captioner.confidence import (
    FILE,
    PARTS,
    confidence_of,
    load_scale,
    scale_bytes,
    scale_of,
)
from seqdemo.demos.captioner.examples import SEARCH, load_search, search_bytes
from seqdemo.demos.captioner.photo import open_photo

TREE = (
    (
        Hypothesis(4, 0, -0.1, Fate.DROPPED),
        Hypothesis(5, 0, -0.2, Fate.KEPT),
        Hypothesis(6, 0, -0.3, Fate.KEPT),
    ),
    (Hypothesis(7, 1, -0.5, Fate.KEPT), Hypothesis(2, 0, -0.6, Fate.FINISHED)),
)
SEARCHED = BeamResult((Sentence((5,), -0.6, -0.3),), TREE)


def test_a_parent_is_found_among_all_that_stood_before():
    assert parents(TREE) == [[None, None, None], [2, 1]]


def test_a_search_comes_back_from_its_file(tmp_path):
    path = tmp_path / SEARCH
    path.write_bytes(search_bytes(SEARCHED))
    assert load_search(path) == SEARCHED


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"sentences": [[1]], "tree": []}', "\ufffd"])
def test_a_damaged_search_is_told_so(tmp_path, text):
    path = tmp_path / SEARCH
    path.write_text(text, "utf-8")
    with pytest.raises(CheckpointError, match="cannot be read"):
        load_search(path)


def test_a_missing_search_is_told_so(tmp_path):
    with pytest.raises(CheckpointError, match="is missing"):
        load_search(tmp_path / SEARCH)


def test_confidence_is_what_one_word_had_on_average():
    assert confidence_of(2 * log(0.25) + log(1.0), 2) == pytest.approx(0.25 ** (2 / 3))
    assert confidence_of(-3.0, 5) == pytest.approx(exp(-0.5))


def test_a_scale_has_groups_of_equal_size_and_knows_where_a_sentence_stands():
    scale = scale_of([n / 100 for n in range(100)], [n // 20 for n in range(100)], "valid")
    assert scale.photos == 100 and scale.cider == (0.0, 1.0, 2.0, 3.0, 4.0)
    assert [scale.part(p) for p in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)] == [0, 0, 1, 2, 3, 4, 4]


def test_a_scale_comes_back_from_its_file_and_a_damaged_one_is_none(tmp_path):
    scale = scale_of([0.1, 0.2, 0.3, 0.4, 0.5], [1, 2, 3, 4, 5], "valid")
    path = tmp_path / FILE
    path.write_bytes(scale_bytes(scale))
    assert load_scale(path) == scale
    path.write_text(json.dumps({"photos": 3, "split": "valid", "edges": [], "cider": []}))
    assert load_scale(path) is None
    assert load_scale(tmp_path / "nothing.json") is None


def test_being_surer_has_meant_being_better():
    scale = load_scale(ASSETS / "captioner" / "attention" / FILE)
    assert scale is not None and scale.photos == 1000
    assert list(scale.edges) == sorted(scale.edges) and len(scale.edges) == PARTS - 1
    assert list(scale.cider) == sorted(scale.cider)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_sample_comes_with_the_installation_and_can_be_opened(name):
    file = samples.sample(name)
    assert file is not None
    assert min(open_photo(file).size) >= 300


def test_a_sample_that_is_not_at_hand_is_none(monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(samples, "find_spec", lambda name: None)
        samples.sample.cache_clear()
        assert samples.sample("cat") is None
    samples.sample.cache_clear()
    assert samples.sample("cat") is not None
