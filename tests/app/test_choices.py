"""What controls say is known in every run: of the page, of a fragment, and when they are hidden."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from seqdemo.app.choices import Choices

CHOICES = Choices("page", {"view": "states", "dimensions": 2})


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A visitor's session."""
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    CHOICES.begin(arrived=True)
    return session


def draw(*names: str) -> None:
    for name in names:
        CHOICES.drawn(name)
    CHOICES.finish()


def test_a_control_in_a_fragment_is_heard_though_the_page_does_not_run(
    state: dict[str, Any],
) -> None:
    draw("view", "dimensions")
    state[CHOICES.key("dimensions")] = 3  # as Streamlit does before it runs the fragment
    assert CHOICES["dimensions"] == 3
    CHOICES.begin(arrived=False)
    assert (CHOICES["view"], CHOICES["dimensions"]) == ("states", 3)


def test_a_control_that_is_hidden_keeps_what_it_said(state: dict[str, Any]) -> None:
    draw("view", "dimensions")
    state[CHOICES.key("dimensions")] = 3
    CHOICES.begin(arrived=False)
    draw("view")
    del state[CHOICES.key("dimensions")]  # Streamlit forgets it
    CHOICES.begin(arrived=False)
    assert CHOICES["dimensions"] == state[CHOICES.key("dimensions")] == 3


def test_a_control_set_from_python_says_so(state: dict[str, Any]) -> None:
    CHOICES["dimensions"] = 3
    draw("view", "dimensions")
    assert CHOICES["dimensions"] == state[CHOICES.key("dimensions")] == 3
