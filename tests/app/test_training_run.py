"""A training of the page makes room for others, and goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Event
from typing import Any

import pytest

from seqdemo.app import jobs as jobs_module
from seqdemo.app import training_run
from seqdemo.app.jobs import Jobs
from seqdemo.app.training_run import TrainingRun

LENGTH = 60


class Run(TrainingRun):
    work = "tests.app.job_work:train"
    most_states = 1000

    def order(self) -> tuple[Mapping[str, Any], bytes]:
        return {}, self.state


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    made = Jobs(1)
    monkeypatch.setattr(training_run, "JOBS", made)
    monkeypatch.setattr(jobs_module, "TURN", 0.2)
    yield made
    made.close()


def look(*runs: Run) -> None:
    Event().wait(0.02)
    for run in runs:
        run.take()


def test_two_long_trainings_take_turns_and_lose_no_update(jobs: Jobs) -> None:
    first, second = Run("ann"), Run("bob")
    first.go(LENGTH)
    second.go(LENGTH)
    turns = {first.job, second.job}
    while first.running or second.running:
        look(first, second)
        turns |= {first.job, second.job}
    assert len(turns) > 2
    for run in (first, second):
        assert [frame.told["update"] for frame in run.frames] == list(range(1, LENGTH + 1))
        assert run.state == b"." * LENGTH
        assert run.doing() == {"state": "done", "place": 0}


def test_one_that_waits_for_its_next_turn_says_its_place_and_can_be_paused(jobs: Jobs) -> None:
    first, second = Run("ann"), Run("bob")
    first.go(10**6)
    second.go(10**6)
    while not first.update or first.doing() != {"state": "line", "place": 1}:
        look(first, second)
    first.stop()
    assert first.doing() == {"state": "paused", "place": 0}
    update = first.update
    for _ in range(5):
        look(first, second)
    assert first.update == update and not first.running and second.running
