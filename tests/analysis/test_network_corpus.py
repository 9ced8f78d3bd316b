"""A corpus survives the disk, and never takes more of it than it may."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import (
    NetworkCorpus,
    corpora_folder,
    load_corpus,
    save_corpus,
)
from seqdemo.analysis.saturation import Saturation
from seqdemo.core.cache_folder import CACHE


@pytest.fixture(autouse=True)
def _a_cache_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path))


def some_corpus(steps: int = 30) -> NetworkCorpus:
    rng = np.random.default_rng(0)
    labels, starts = tuple("ab\n" * (steps // 3)), np.array([0, 12])
    layers = tuple(
        Corpus(labels, rng.integers(-127, 128, (4, steps), dtype=np.int8), starts, most)
        for most in (1.0, 2.5)
    )
    half = np.full(4, 0.5, np.float32)
    return NetworkCorpus(layers, ({"forget": Saturation(half, half / 2, steps)}, {}))


def test_what_is_read_is_what_was_kept() -> None:
    corpus = some_corpus()
    save_corpus(corpus, "one")
    found = load_corpus("one")
    assert found is not None
    for mine, theirs in zip(found.layers, corpus.layers, strict=True):
        assert_array_equal(mine.states, theirs.states)
        assert_array_equal(mine.starts, theirs.starts)
        assert (mine.labels, mine.most) == (theirs.labels, theirs.most)
    assert_array_equal(found.saturation[0]["forget"].right, 0.25)
    assert found.saturation[0]["forget"].steps == 30 and found.saturation[1] == {}
    assert not list(corpora_folder().glob(".new-*"))


def test_a_corpus_that_is_not_there_or_damaged_is_none() -> None:
    assert load_corpus("one") is None
    save_corpus(some_corpus(), "one")
    (corpora_folder() / "one" / "layer_1.npy").write_bytes(b"no array")
    assert load_corpus("one") is None
    (corpora_folder() / "one" / "about.json").write_text("{}")
    assert load_corpus("one") is None


def test_the_oldest_goes_when_there_is_no_room() -> None:
    for age, name in enumerate(("old", "older")):
        save_corpus(some_corpus(), name)
        os.utime(corpora_folder() / name, (1000 - age, 1000 - age))
    size = sum(file.stat().st_size for file in (corpora_folder() / "old").iterdir())
    save_corpus(some_corpus(), "new", most=2 * size)
    assert load_corpus("new") is not None
    assert load_corpus("older") is None
    assert load_corpus("old") is not None


def test_one_that_is_too_large_is_not_kept() -> None:
    save_corpus(some_corpus(), "one", most=100)
    assert load_corpus("one") is None


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    (corpora_folder().parent / "file").write_text("")
    monkeypatch.setenv(CACHE, str(corpora_folder().parent / "file"))
    save_corpus(some_corpus(), "one")
    assert load_corpus("one") is None
