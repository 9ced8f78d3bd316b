"""Trainings that were left are kept, some of them, as far as they came."""

from __future__ import annotations

import pytest
import streamlit as st

from seqdemo.app.kept_runs import MOST, KeptRuns, is_another
from seqdemo.app.lessons.link import LESSON
from seqdemo.app.training_run import TrainingRun
from seqdemo.training.framing import Message


def trained(updates: int) -> TrainingRun:
    run = TrainingRun("ann")
    run.frames = [Message({"update": update}, b"state") for update in range(updates + 1)]
    return run


def test_the_latest_are_kept_and_the_one_that_is_asked_for_in_any_case() -> None:
    runs: KeptRuns[int, TrainingRun] = KeptRuns()
    made = [runs.begin(n, trained(n)) for n in range(MOST + 1)]
    assert runs.find(0) is made[0] and list(runs.left()) == [4, 3, 2, 1]
    runs.find(-1)  # nothing can be trained there
    assert list(runs.left()) == [0, 4, 3, 2]
    assert runs.find(1) is None


def test_one_that_never_trained_is_not_kept() -> None:
    runs: KeptRuns[int, TrainingRun] = KeptRuns()
    runs.begin(0, TrainingRun("ann"))
    runs.begin(1, trained(3))
    assert runs.find(0) is None and list(runs.left()) == [1]


def test_of_one_that_was_left_few_states_stay_and_the_one_gone_back_to() -> None:
    run = trained(20)
    run.back(7)
    run.rest()
    kept = [frame.told["update"] for frame in run.frames if frame.payload]
    assert len(run.frames) == 21 and len(kept) == run.states_at_rest
    assert {0, 7, 20} < {*kept} and run.state


@pytest.mark.parametrize(
    ("link", "same", "another"),
    [
        ({"n": "5"}, False, True),
        ({"n": "5"}, True, False),
        ({}, False, False),
        ({LESSON: "gates.1"}, False, True),
    ],
)
def test_a_link_that_says_how_far_and_a_lesson_count(
    link: dict[str, str], same: bool, another: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "query_params", link)
    assert is_another(trained(3), trained=int(link.get("n", 0)), same=same) is another
