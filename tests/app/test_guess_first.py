"""A guess before an answer: what is hidden, when it is shown, and how both are compared."""

from __future__ import annotations

import math

import pytest
import streamlit as st

from seqdemo.analysis.guesses import Named, Shared
from seqdemo.app.choice import flag
from seqdemo.app.guess_first import Question, revealed
from seqdemo.app.page_state import PageState
from seqdemo.web.guess_box import GuessView, Revealed, payload

CHANCES = {"said": 0.5, "sand": 0.25, "sad": 0.125, "so": 0.125}


class _Address:
    def __init__(self, **link: str) -> None:
        self.link = link

    def to_dict(self) -> dict[str, str]:
        return self.link


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


def opened(monkeypatch: pytest.MonkeyPatch, **link: str) -> PageState:
    monkeypatch.setattr(st, "query_params", _Address(**link))
    state = PageState("page", answers=("answer", "other"), guess=flag(False, link="guess"))
    state.open(arrived=True)
    return state


def asked(**more: object) -> Question:
    return Question("said", "Which word?", lambda: CHANCES, **more)  # type: ignore[arg-type]


def test_an_answer_is_hidden_until_its_guess_and_again_for_another_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = opened(monkeypatch, guess="1")
    assert not state.veils("answer"), "nobody has asked yet"
    state.veil.ask("answer", "said")
    assert state.veils("answer") and not state.veils("other")
    state.veil.keep("answer", Named("said"))
    assert not state.veils("answer") and state.veil.guess("answer") == Named("said")
    state.veil.ask("answer", "aids")
    assert state.veils("answer") and state.veil.guess("answer") is None
    state.veil.ask("answer", "said")
    state.veil.again("answer")
    assert state.veils("answer")


def test_a_guess_lifts_the_veil_of_a_link_for_what_it_is_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = opened(monkeypatch, veil="answer")
    state.veil.ask("answer", "said")
    state.veil.keep("answer", Named("said"))
    assert not state.veils("answer")
    state.veil.ask("answer", "aids")
    assert state.veils("answer")
    state.veil.show("answer")
    state.veil.ask("answer", "dais")
    assert not state.veils("answer"), "who asks for the answer is shown all of them"


def test_who_guesses_nothing_first_sees_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    state = opened(monkeypatch)
    state.veil.ask("answer", "said")
    assert not state.veils("answer")


def test_before_the_guess_nothing_of_the_answer_is_sent() -> None:
    sent = str(payload(GuessView("r", "Which word?", rule="So.")))
    assert not any(word in sent for word in CHANCES) and "'revealed': None" in sent


def test_a_typed_word_is_compared_with_the_networks_probability() -> None:
    found = revealed(asked(truth="sand", spelled=str.lower), Named("SAND", 0.5), CHANCES)
    assert found.truth == "sand" and found.verdict.startswith("Right: sand.")
    assert found.scores == [("You", 1.0), ("the network", 2.0), ("each of 4 alike", 2.0)]
    assert found.rows[0] == ("sand", 0.5, 0.25)


def test_bars_are_compared_bar_by_bar_and_the_likeliest_came_where_nothing_else_did() -> None:
    bars = Shared(tuple((word, 0.25) for word in CHANCES))
    found = revealed(asked(bars=tuple(CHANCES)), bars, CHANCES)
    assert isinstance(found, Revealed) and found.truth == "said"
    assert [row[0] for row in found.rows] == [*CHANCES]
    assert dict(found.scores)["You"] == pytest.approx(2)
    assert found.verdict == "No bar of yours was longer than all others. It is said."


def test_a_word_nobody_knows_is_no_guess() -> None:
    found = revealed(asked(), Named("qwx", 0.9), CHANCES)
    assert dict(found.scores)["You"] == pytest.approx(math.log2(4))
    assert found.verdict == "“qwx” is nothing the network can say. It is said."
    assert revealed(asked(), Named("sand"), CHANCES).verdict == "Not this time: it is said."
