"""Jobs take turns: few at a moment, each a little, new ones first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import perf_counter

import pytest

from seqdemo.app.turns import Turns, cores

PATIENCE = 60


class Job:
    """Notes its turns in a log; waits in each for what the test says."""

    def __init__(
        self, name: str, turns: int, log: list[str], wait: Callable[[], object] = lambda: None
    ) -> None:
        self._name, self._turns, self._log, self._wait = name, turns, log, wait
        self.done = threading.Event()

    def fail(self, error: BaseException) -> None:
        self._log.append(repr(error))
        self.done.set()

    def turn(self) -> float | None:
        self._wait()
        self._log.append(self._name)
        if self._log.count(self._name) < self._turns:
            return perf_counter()
        self.done.set()
        return None


def finish(*jobs: Job) -> None:
    for job in jobs:
        assert job.done.wait(PATIENCE), "a job never had its turn"


def test_every_job_has_its_turns_one_after_the_other() -> None:
    turns, log, go = Turns(1), [], threading.Event()
    jobs = [Job(name, 3, log, lambda: go.wait(PATIENCE)) for name in "abc"]
    for job in jobs:
        turns.add(job)
    go.set()
    finish(*jobs)
    assert log == list("abcabcabc")


def test_a_new_job_comes_before_those_that_had_their_turn() -> None:
    turns, log = Turns(1), []
    new = Job("new", 1, log)

    def add_it() -> None:
        if log.count("a") == 1:
            turns.add(new)

    old = [Job("a", 6, log, add_it), *(Job(name, 6, log) for name in "bcd")]
    for job in old:
        turns.add(job)
    finish(new, *old)
    second = [place for place, name in enumerate(log) if name == "a"][1]
    assert log[second + 1] == "new"


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_no_more_work_at_one_moment_than_there_are_workers(workers: int) -> None:
    turns, log, lock = Turns(workers), [], threading.Lock()
    inside, most = [0], [0]
    full, all_there = threading.Barrier(workers), threading.Event()

    def count() -> None:
        all_there.wait(PATIENCE)  # a job that came last, after all others, would wait alone
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        full.wait(PATIENCE)
        with lock:
            inside[0] -= 1

    jobs = [Job(str(n), 2, log, count) for n in range(3 * workers)]
    for job in jobs:
        turns.add(job)
    all_there.set()
    finish(*jobs)
    assert most[0] == workers


def test_jobs_that_come_later_are_done_too() -> None:
    """The workers have gone home in between."""
    turns, log = Turns(2), []
    for n in range(5):
        job = Job(str(n), 2, log)
        turns.add(job)
        finish(job)
    assert log == [name for name in "01234" for _ in range(2)]


def test_a_job_that_is_not_due_holds_up_no_other() -> None:
    turns, log = Turns(1), []

    class Later(Job):
        def turn(self) -> float | None:
            return perf_counter() + 3_600 if self._log.append("later") is None else None

    turns.add(Later("later", 2, log))
    soon = Job("soon", 3, log)
    turns.add(soon)
    finish(soon)
    assert log.count("later") == 1
    turns._due.clear()  # or its worker would wait for an hour


def test_it_counts_the_jobs_that_are_not_done() -> None:
    turns, log, go = Turns(1), [], threading.Event()
    jobs = [Job(name, 2, log, lambda: go.wait(PATIENCE)) for name in "abc"]
    for job in jobs:
        turns.add(job)
    assert len(turns) == 3
    go.set()
    finish(*jobs)
    turns.add(last := Job("last", 1, log))  # its worker has noted the others by then
    finish(last)
    assert len(turns) <= 1


@pytest.mark.parametrize("error", [MemoryError, SystemExit, KeyboardInterrupt])
def test_a_worker_outlives_whatever_a_job_raises(error: type[BaseException]) -> None:
    turns, log = Turns(1), []

    def die() -> None:
        raise error

    broken, after = Job("broken", 2, log, die), Job("after", 2, log)
    turns.add(broken)
    turns.add(after)
    finish(broken, after)
    assert sorted(log) == sorted([f"{error.__name__}()", "after", "after"])
    turns.add(later := Job("later", 1, log))
    finish(later)
    assert len(turns) <= 1


def test_there_is_a_core() -> None:
    assert cores() >= 1
