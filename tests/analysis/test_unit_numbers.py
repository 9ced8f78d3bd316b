"""Figures of every unit survive the disk, and are shown for the weights they were measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation
from seqdemo.analysis.text_properties import text_properties
from seqdemo.analysis.unit_meaning import every_unit, meanings
from seqdemo.analysis.unit_numbers import (
    FILE,
    UnitNumbers,
    load_numbers,
    numbers_bytes,
    unit_numbers,
)

TEXT = "".join(f"ROMEO:\nIt is the east, and line {'i' * (n % 7)}.\n" for n in range(80))
ASKED = text_properties(TEXT)


def layer(units: int = 6, seed: int = 0) -> Corpus:
    """Noise, but for unit 3, which is low after a newline, and unit 1, which counts the line."""
    hidden = np.random.default_rng(seed).uniform(-1, 1, (len(TEXT), units)).astype(np.float32)
    hidden[:, 3] = 0.5 - ASKED["newline"].values
    hidden[:, 1] = ASKED["line_place"].values / 60
    return Corpus(tuple(TEXT), as_bytes(hidden))


def numbers(weights: str = "abc") -> UnitNumbers:
    half = np.linspace(0, 1, 6, dtype=np.float32)
    corpus = NetworkCorpus(
        (layer(), layer(seed=1)), ({"forget": Saturation(half, 1 - half, len(TEXT))}, {})
    )
    return unit_numbers(corpus, ASKED, weights)


def test_every_unit_is_measured_as_the_best_ones_are() -> None:
    every, best = every_unit(layer(), ASKED), meanings(layer(), ASKED, count=6)
    assert list(every) == list(best) and "newline" in every
    for name, one in best.items():
        assert (every[name].measure, every[name].probe) == (one.measure, one.probe)
        for score in one.best:
            assert every[name].score(score.unit) == score
    assert every["newline"].score(3).sign == -1
    assert every["newline"].score(3).score == pytest.approx(1.0)
    assert every["newline"].score(3, sign=1).score == pytest.approx(0.0)
    assert every["line_place"].score(1).score > 0.999


def test_what_is_read_is_what_was_measured(tmp_path: Path) -> None:
    mine = numbers()
    (tmp_path / FILE).write_bytes(numbers_bytes(mine))
    found = load_numbers(tmp_path, "abc")
    assert found is not None and (found.steps, found.weights) == (len(TEXT), "abc")
    for one, other in zip(found.layers, mine.layers, strict=True):
        assert list(one.meaning) == list(other.meaning)
        for name, whole in other.meaning.items():
            assert one.meaning[name].measure == whole.measure
            assert one.meaning[name].chosen.dtype == np.float32
            assert_allclose(one.meaning[name].chosen, whole.chosen, atol=3e-4)
            assert_allclose(one.meaning[name].measured, whole.measured, atol=3e-4)
            assert one.meaning[name].probe == pytest.approx(whole.probe, abs=3e-4)
    gate = found.layers[0].saturation["forget"]
    assert_allclose(gate.left, np.linspace(0, 1, 6), atol=3e-4)
    assert_array_equal(gate.steps, len(TEXT))
    assert found.layers[1].saturation == {}


def test_the_same_numbers_are_the_same_bytes() -> None:
    assert numbers_bytes(numbers()) == numbers_bytes(numbers()) != numbers_bytes(numbers("abd"))


def test_a_text_that_says_nothing_gives_a_file_without_properties(tmp_path: Path) -> None:
    corpus = NetworkCorpus((Corpus(tuple("aaaa"), np.zeros((2, 4), np.int8)),), ({},))
    none = unit_numbers(corpus, text_properties("aaaa"), "abc")
    (tmp_path / FILE).write_bytes(numbers_bytes(none))
    found = load_numbers(tmp_path, "abc")
    assert found is not None and found.layers[0].meaning == {}


def test_numbers_of_other_weights_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(numbers_bytes(numbers()))
    assert load_numbers(tmp_path, "abc") is not None
    assert load_numbers(tmp_path, "abd") is None


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_a_file_that_is_missing_or_damaged_is_none(tmp_path: Path, damage: str) -> None:
    data = numbers_bytes(numbers())
    if damage != "gone":
        (tmp_path / FILE).write_bytes(data[:-200] if damage == "cut" else b"{}" * 50)
    assert load_numbers(tmp_path, "abc") is None
