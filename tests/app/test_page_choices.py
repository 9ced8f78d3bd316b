"""Choices set by a component's message, and back to defaults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st

from seqdemo.app.choice import number, one_of
from seqdemo.app.page_choices import reset, take
from seqdemo.app.page_state import PageState


@pytest.fixture
def state() -> Iterator[PageState]:
    made = PageState(
        "toy",
        weight=number(0.9, -1.5, 1.5, link="weight"),
        kind=one_of(("rnn", "lstm"), "rnn", link="kind", control=False),
    )
    made["weight"], made["kind"] = 0.5, "lstm"
    yield made
    st.session_state.clear()


def test_what_was_sent_is_taken_as_from_a_link(state: PageState) -> None:
    take(state, {"weight": "1.25", "kind": "lstm"}, ("weight",))
    assert (state["weight"], state["kind"]) == (1.25, "lstm")
    take(state, {"weight": -0.5}, ("weight",))
    assert state["weight"] == -0.5


@pytest.mark.parametrize("nonsense", ["", "much", "nan", [1], {"a": 2}, "9" * 5_000])
def test_nonsense_changes_nothing(state: PageState, nonsense: object) -> None:
    take(state, {"weight": nonsense, "kind": nonsense}, ("weight", "kind"))
    assert (state["weight"], state["kind"]) == (0.5, "lstm")


def test_what_was_not_sent_has_its_default(state: PageState) -> None:
    take(state, {"weight": None}, ("weight", "kind"))
    assert (state["weight"], state["kind"]) == (0.9, "rnn")


def test_only_what_is_named_is_set_back(state: PageState) -> None:
    reset(state, "kind")
    assert (state["weight"], state["kind"]) == (0.5, "rnn")
