"""Jobs of visitors run in processes beside the app, in line, and never longer than wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from seqdemo.app import job as job_module
from seqdemo.app import jobs as jobs_module
from seqdemo.app.job import Job
from seqdemo.app.jobs import Jobs

WORK = "tests.app.job_work"
COUNT = f"{WORK}:count"
PATIENCE = 60.0


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(1)
    yield made
    made.close()


def first_word(job: Job) -> None:
    """Wait until a job runs."""
    while not job.events and job.running:
        Event().wait(0.01)


def is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int) -> bool:
    for _ in range(1000):
        if not is_there(pid):
            return True
        Event().wait(0.01)
    return False


def test_a_job_tells_how_it_goes_with_what_it_was_given(jobs: Jobs) -> None:
    job = jobs.begin("ann", COUNT, {"until": 3}, b"weights")
    assert job.running and job.join(PATIENCE)
    assert [event.told for event in job.events] == [*({"number": n} for n in range(3)), {"last": 3}]
    assert job.events[0].payload == b"weights" and job.end == "done" and not job.error


def test_one_process_does_job_after_job(jobs: Jobs) -> None:
    for visitor in "ab":
        assert jobs.begin(visitor, COUNT, {"until": 1}).join(PATIENCE)
    assert len(jobs.pids()) == 1


def test_a_job_that_is_stopped_tells_its_last_state(jobs: Jobs) -> None:
    job = jobs.begin("ann", COUNT, {})
    first_word(job)
    job.stop()
    assert job.join(PATIENCE) and job.end == "stopped"
    assert job.events[-1].told == {"last": len(job.events) - 1}


def test_the_next_visitors_wait_in_line_and_move_up(jobs: Jobs) -> None:
    first, second, third = (jobs.begin(who, COUNT, {}) for who in "abc")
    first_word(first)
    assert [jobs.place(job) for job in (first, second, third)] == [0, 1, 2]
    second.stop()
    assert second.end == "stopped" and not second.events and jobs.place(third) == 1
    first.stop()
    first_word(third)
    assert jobs.place(third) == 0 and third.running


def test_as_many_jobs_run_at_once_as_is_allowed() -> None:
    jobs = Jobs(2)
    try:
        running = [jobs.begin(who, COUNT, {}) for who in "abc"]
        for job in running[:2]:
            first_word(job)
        assert jobs.place(running[2]) == 1 and len(jobs.pids()) == 2
    finally:
        jobs.close()
    assert all(job.end == "stopped" for job in running)


def test_a_visitor_has_one_job_at_a_time(jobs: Jobs) -> None:
    before = jobs.begin("ann", COUNT, {})
    first_word(before)
    after = jobs.begin("ann", COUNT, {"until": 1})
    assert before.join(PATIENCE) and after.join(PATIENCE)
    assert (before.end, after.end) == ("stopped", "done")


def test_a_job_ends_when_its_time_is_used_up(jobs: Jobs) -> None:
    job = jobs.begin("ann", f"{WORK}:burn", {}, seconds=0.2)
    assert job.join(PATIENCE) and job.end == "budget"
    assert 0.2 <= job.events[0].told["spent"] < 0.4


def test_jobs_end_when_their_visitors_have_left(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_module, "AWAY", 0.5)
    left, waiting = jobs.begin("ann", COUNT, {}), jobs.begin("bob", COUNT, {})
    assert left.join(PATIENCE) and waiting.join(PATIENCE)
    assert (left.end, waiting.end) == ("stopped", "stopped")


def test_a_long_job_that_can_go_on_makes_room_when_its_turn_is_over_and_others_wait(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "TURN", 0.3)
    long = jobs.begin("ann", COUNT, {}, resumable=True)
    first_word(long)
    assert not long.join(1.0)  # nobody waits: it goes on
    short = jobs.begin("bob", COUNT, {"until": 1})
    assert short.join(PATIENCE) and short.end == "done"
    assert long.end == "yielded" and long.spent > 0
    assert long.events[-1].told == {"last": len(long.events) - 1}


def test_a_job_that_cannot_go_on_is_left_to_its_end(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "TURN", 0.1)
    first = jobs.begin("ann", COUNT, {"until": 60})
    after = jobs.begin("bob", COUNT, {"until": 1})
    assert after.join(PATIENCE) and (first.end, after.end) == ("done", "done")


def test_as_many_make_room_as_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "TURN", 0.3)
    jobs = Jobs(2)
    try:
        first, second = (jobs.begin(who, COUNT, {}, resumable=True) for who in "ab")
        for job in (first, second):
            first_word(job)
        assert jobs.begin("cat", COUNT, {"until": 1}).join(PATIENCE)
        assert first.end == "yielded" and second.running
    finally:
        jobs.close()


def test_a_job_that_fails_says_why_and_the_next_one_runs(jobs: Jobs) -> None:
    job = jobs.begin("ann", f"{WORK}:fail", {})
    assert job.join(PATIENCE) and job.end == "failed"
    assert job.error == "ValueError: this cannot be trained"
    after = jobs.begin("ann", COUNT, {"until": 1})
    assert after.join(PATIENCE) and after.end == "done"


def test_a_process_that_dies_is_replaced(jobs: Jobs) -> None:
    job, after = jobs.begin("ann", f"{WORK}:die", {}), jobs.begin("bob", COUNT, {"until": 1})
    assert job.join(PATIENCE) and job.end == "failed" and "ended" in job.error
    assert after.join(PATIENCE) and after.end == "done"


def test_where_no_process_can_be_started_jobs_say_so_and_later_ones_run(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(12, "Cannot allocate memory")

    with monkeypatch.context() as patch:
        patch.setattr(jobs_module, "Trainer", refuse)
        job = jobs.begin("ann", COUNT, {"until": 1})
        assert job.join(PATIENCE) and job.end == "failed" and "allocate memory" in job.error
    after = jobs.begin("ann", COUNT, {"until": 1})
    assert after.join(PATIENCE) and after.end == "done"


def test_work_that_does_not_stop_is_killed(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "GRACE", 0.3)
    job = jobs.begin("ann", f"{WORK}:hang", {})
    first_word(job)
    (pid,) = jobs.pids()
    job.stop()
    assert job.join(PATIENCE) and job.end == "stopped" and gone(pid)


def test_a_process_without_work_ends() -> None:
    jobs = Jobs(1, idle=0.05)
    assert jobs.begin("ann", COUNT, {"until": 1, "pause": 0}).join(PATIENCE)
    while jobs.pids():
        Event().wait(0.01)
    assert jobs.begin("ann", COUNT, {"until": 1}).join(PATIENCE)
    jobs.close()


SERVER = """
import sys, threading
from seqdemo.app.jobs import JOBS
job = JOBS.begin("ann", "tests.app.job_work:count", dict())
while not job.events:
    threading.Event().wait(0.01)
print(JOBS.pids()[0], flush=True)
{then}
"""


@pytest.mark.parametrize("then", ["threading.Event().wait()", "", "raise SystemExit(3)"])
def test_no_process_outlives_its_server(then: str) -> None:
    """Killed, come to its end, or left with an error: the worker goes with it."""
    root = Path(__file__).resolve().parents[2]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER.format(then=then)], cwd=root, stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    if "wait" in then:
        os.kill(server.pid, signal.SIGKILL)
    server.wait(PATIENCE)
    server.stdout.close()
    assert gone(worker)


def test_nothing_of_what_a_job_was_given_stays_in_its_process(jobs: Jobs) -> None:
    asked = {"start": "zebra", "end": "fink"}
    jobs.begin("ann", COUNT, {"until": 2}, b"zebrafink " * 99).join(PATIENCE)
    (pid,) = jobs.pids()
    told = jobs.begin("bob", f"{WORK}:remember", asked, b"zebrafink, mine")
    assert told.join(PATIENCE) and told.events[0].told["held"] > 0  # its own
    told = jobs.begin("bob", f"{WORK}:remember", asked)
    assert told.join(PATIENCE) and told.events[0].told == {"held": 0}
    assert jobs.pids() == [pid]
