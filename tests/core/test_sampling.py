"""From logits to a token: against a slow reference that sorts and loops, and by counting."""

from __future__ import annotations

import json
import math
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seqdemo.core.sampling import Sampling, chances, pick, probabilities, surprise

SETTINGS = list(product([0.3, 1.0, 2.5], [None, 1, 3, 99], [None, 0.05, 0.5, 0.9, 1.0]))


def logits_of(p: list[float]) -> np.ndarray:
    return np.log(np.array(p)).astype(np.float32)


def reference(
    logits: list[float], temperature: float, top_k: int | None, top_p: float | None
) -> list[float]:
    """Temperature, then top-k, then top-p, one token at a time."""
    weights = [math.exp(x / temperature) for x in logits]
    ranking = sorted(range(len(weights)), key=lambda token: (-weights[token], token))
    if top_k is not None:
        ranking = ranking[:top_k]
    if top_p is not None:
        left = sum(weights[token] for token in ranking)
        nucleus: list[int] = []
        for token in ranking:
            nucleus.append(token)
            if sum(weights[kept] for kept in nucleus) >= top_p * left * (1 - 1e-9):
                break
        ranking = nucleus
    total = sum(weights[token] for token in ranking)
    return [weights[t] / total if t in ranking else 0.0 for t in range(len(weights))]


@pytest.mark.parametrize(("temperature", "top_k", "top_p"), SETTINGS)
def test_probabilities_equal_a_loop_over_sorted_tokens(
    temperature: float, top_k: int | None, top_p: float | None
) -> None:
    rng = np.random.default_rng(0)
    for size in (1, 2, 5, 12):
        logits = rng.normal(scale=1.5, size=size).astype(np.float32)
        got = probabilities(logits, temperature=temperature, top_k=top_k, top_p=top_p)
        assert_allclose(got, reference(logits.tolist(), temperature, top_k, top_p), atol=1e-9)
        assert got.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(("temperature", "top_k", "top_p"), [(0.0, None, None), *SETTINGS])
def test_many_steps_at_once_are_each_step_alone(
    temperature: float, top_k: int | None, top_p: float | None
) -> None:
    logits = np.random.default_rng(1).normal(scale=2, size=(6, 9)).astype(np.float32)
    how = Sampling(temperature, top_k, top_p)
    alone = np.stack([how.probabilities(row) for row in logits])
    assert np.array_equal(how.probabilities(logits), alone)
    assert how.probabilities(logits[:0]).shape == (0, 9)


def test_a_setting_asks_for_what_the_function_gives() -> None:
    logits = np.array([0.1, 2.0, -1.0, 1.5], np.float32)
    sampling = Sampling(temperature=0.7, top_k=3, top_p=0.8)
    expected = probabilities(logits, temperature=0.7, top_k=3, top_p=0.8)
    assert np.array_equal(sampling.probabilities(logits), expected)


def test_the_model_as_trained_is_the_default() -> None:
    got = Sampling().probabilities(logits_of([0.5, 0.3, 0.2]))
    assert_allclose(got, [0.5, 0.3, 0.2], atol=1e-7)


def test_temperature_0_takes_the_first_of_the_likeliest() -> None:
    got = probabilities(np.array([1.0, 3.0, 3.0, 0.0], np.float32), temperature=0)
    assert got.tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize(("top_k", "top_p"), [(None, None), (2, None), (None, 0.9)])
def test_a_low_temperature_comes_near_to_greedy(top_k: int | None, top_p: float | None) -> None:
    logits = np.array([0.0, 1.0, 0.9], np.float32)
    got = probabilities(logits, temperature=0.005, top_k=top_k, top_p=top_p)
    assert_allclose(got, [0, 1, 0], atol=1e-6)


def test_a_high_temperature_comes_near_to_uniform() -> None:
    got = probabilities(np.array([-5.0, 0.0, 5.0], np.float32), temperature=1e6)
    assert_allclose(got, 1 / 3, atol=1e-4)


def test_cut_tokens_get_exactly_nothing_and_the_earlier_of_equals_stays() -> None:
    got = probabilities(logits_of([0.25] * 4), top_k=2)
    assert got.tolist() == [0.5, 0.5, 0, 0]
    got = probabilities(logits_of([0.25] * 4), top_p=0.5)
    assert got.tolist() == [0.5, 0.5, 0, 0]


@pytest.mark.parametrize(
    ("top_p", "kept"), [(0.4, 1), (0.5, 1), (0.51, 2), (0.8, 2), (0.81, 3), (1e-15, 1), (1.0, 3)]
)
def test_top_p_keeps_the_smallest_set_that_holds_the_share(top_p: float, kept: int) -> None:
    got = probabilities(logits_of([0.2, 0.5, 0.3]), top_p=top_p)
    assert (got > 0).sum() == kept


def test_top_p_is_a_share_of_what_top_k_leaves() -> None:
    # Of 0.4 and 0.3 the first is 57 %: enough for a share of 0.5, though it is not half of all.
    got = probabilities(logits_of([0.4, 0.3, 0.2, 0.1]), top_k=2, top_p=0.5)
    assert got.tolist() == [1, 0, 0, 0]


def test_huge_logits_neither_overflow_nor_lose_their_differences() -> None:
    got = probabilities(np.array([1e30, 1e30, -1e30], np.float32))
    assert got.tolist() == [0.5, 0.5, 0]
    shifted = np.array([20_001.0, 20_000.0], np.float32)
    assert_allclose(probabilities(shifted), probabilities(shifted - 20_000), atol=1e-12)


def test_the_logits_are_not_written_to() -> None:
    logits = np.array([1.0, 2.0, 3.0])
    probabilities(logits, temperature=0.5, top_k=2)
    assert logits.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("temperature", value) for value in (-0.1, float("inf"), float("nan"))),
        *(("top_k", value) for value in (0, -3)),
        *(("top_p", value) for value in (0.0, -0.5, 1.01, float("nan"))),
    ],
)
def test_a_number_out_of_range_is_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be .*, got {value}"):
        Sampling(**{name: value})


@pytest.mark.parametrize(
    "options", [{"temperature": 0}, {"temperature": 100}, {"top_k": 1}, {"top_p": 1}, {"seed": -1}]
)
def test_numbers_at_the_edge_of_their_range_are_taken(options: dict[str, float]) -> None:
    p = Sampling(**options).probabilities(np.zeros(3, np.float32))  # type: ignore[arg-type]
    assert p.sum() == pytest.approx(1)


def test_pick_gives_every_token_its_exact_share_of_evenly_spread_chances() -> None:
    p = np.array([0.0, 0.1, 0.25, 0.0, 0.6, 0.05, 0.0])
    tokens = [pick(p, (place + 0.5) / 1000) for place in range(1000)]
    assert np.bincount(tokens, minlength=7).tolist() == [0, 100, 250, 0, 600, 50, 0]


@pytest.mark.parametrize("chance", [0.0, 1 - 2.0**-24, math.nextafter(1, 0)])
def test_a_cut_token_is_never_picked(chance: float) -> None:
    rng = np.random.default_rng(0)
    for _ in range(300):
        logits = rng.normal(size=9).astype(np.float32)
        p = probabilities(logits, top_k=int(rng.integers(1, 9)))
        p = np.concatenate([[0.0], p, [0.0, 0.0]])
        assert p[pick(p, chance)] > 0


def fits(counts: Any, expected: Any = None) -> bool:
    """Whether luck explains how often each outcome came; evenly unless told."""
    from scipy.stats import chisquare  # half a second, and only here

    return bool(chisquare(counts, expected).pvalue > 1e-3)


def test_tokens_come_as_often_as_their_probabilities_say() -> None:
    p = probabilities(logits_of([0.05, 0.5, 0.15, 0.3]), temperature=1.3)
    tokens = [pick(p, chance) for chance in chances(seed=3, first=0, count=20_000).tolist()]
    assert fits(np.bincount(tokens, minlength=4), 20_000 * p)


def test_chance_is_even_between_0_and_1() -> None:
    luck = chances(seed=1, first=0, count=20_000)
    assert luck.shape == (20_000,) and luck.min() >= 0 and luck.max() < 1
    assert fits(np.bincount((luck * 20).astype(int), minlength=20))


def test_luck_depends_on_the_seed_the_stream_and_the_place_only() -> None:
    whole = chances(5, 0, 300)
    parts = [chances(5, 0, 1), chances(5, 1, 255), chances(5, 256, 44)]
    assert np.array_equal(np.concatenate(parts), whole)
    for other in (chances(6, 0, 300), chances(5, 0, 300, stream=1), chances(-5, 0, 300)):
        assert (other == whole).mean() < 0.05


def test_surprise_is_the_bits_of_what_came() -> None:
    logits = np.stack([logits_of([0.5, 0.25, 0.25]), logits_of([0.125, 0.75, 0.125]) + 40])
    got = surprise(logits, np.array([0, 2]))
    assert_allclose(got, [1, 3], atol=1e-4)
    assert got.dtype == np.float32


def test_surprise_of_impossible_odds_is_finite() -> None:
    got = surprise(np.array([[0.0, 5000.0]], np.float32), np.array([0]))
    assert got[0] == pytest.approx(5000 / math.log(2), rel=1e-5)


IN_THE_BROWSER = Path(__file__).parents[1] / "web" / "sampling.json"
"""Logits and their distributions: sampling.test.js holds the browser to them too."""


@pytest.mark.parametrize("case", json.loads(IN_THE_BROWSER.read_text()))
def test_the_browser_is_held_to_what_is_drawn_from_here(case: dict[str, Any]) -> None:
    sampling = Sampling(case["temperature"], case["topK"], case["topP"])
    p = sampling.probabilities(np.array(case["logits"], np.float32))
    assert_allclose(p, case["p"], rtol=1e-7)
    assert ((p == 0) == (np.array(case["p"]) == 0)).all()
