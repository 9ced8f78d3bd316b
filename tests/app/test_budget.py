"""What is kept to be quick stays within its bytes, and comes again when it is asked for."""

from __future__ import annotations

import gc
from dataclasses import dataclass

import numpy as np
import pytest
import streamlit as st

from seqdemo.app import budget as module
from seqdemo.app.budget import Budget, size_of, within_budget


@dataclass(frozen=True)
class Answer:
    text: str
    states: tuple[np.ndarray, ...]


def test_the_oldest_goes_first_and_what_was_used_stays() -> None:
    budget, gone = Budget(100), []
    for name in "abc":
        budget.hold(name, 30, lambda name=name: gone.append(name))
    assert budget.knows("a")
    budget.hold("d", 30, lambda: gone.append("d"))
    assert gone == ["b"] and budget.held == 90
    budget.hold("e", 500, lambda: gone.append("e"))
    assert gone == ["b", "c", "a", "d"] and budget.held == 500, "the latest is in use"
    budget.forget("e")
    assert budget.held == 0 and not budget.knows("e")


def test_arrays_in_records_and_containers_count_once() -> None:
    whole = np.zeros(1000, np.float32)
    answer = Answer("ten chars.", (whole, whole[:10], whole[500:]))
    assert 4010 <= size_of({"one": answer, "two": [answer]}) < 5000


def test_values_of_a_cached_function_are_dropped_and_computed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small, computed = Budget(10_000), []
    monkeypatch.setattr(module, "BUDGET", small)

    @within_budget
    @st.cache_resource(show_spinner=False)
    def states(name: str, _unhashed: object, key: int = 0) -> np.ndarray:
        computed.append(name)
        return np.zeros(1000, np.float32)

    for name in ("a", "b", "a", "c", "a", "b"):
        states(name, object(), key=1)
    assert computed == ["a", "b", "c", "b"], "a was used in between"
    assert small.held == 8000
    states.clear()
    states("a", [])
    assert computed[-1] == "a"
    gc.collect()
