"""A test that takes too much CPU time fails, whatever it asserts."""

from __future__ import annotations

import subprocess
import sys
from threading import Event

import cpu_limit
import pytest
import torch

from seqdemo.app.jobs import Jobs

pytest_plugins = ["pytester"]

SPENDS = """
import cpu_limit, pytest

@pytest.fixture
def prepared():
    cpu_limit.spend({before})

@pytest.mark.{kind}
def test_it(prepared):
    cpu_limit.spend({during})
    assert {holds}
"""


def run(
    pytester: pytest.Pytester,
    kind: str,
    *,
    before: float = 0,
    during: float = 0,
    holds: bool = True,
) -> pytest.RunResult:
    """Run one test; CPU time passes only when it is spent there."""
    pytester.makepyfile(SPENDS.format(kind=kind, before=before, during=during, holds=holds))
    pytester.makeini("[pytest]\nmarkers =\n  unit\n  page\n  e2e\n  gpu")
    spent = [0.0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cpu_limit, "cpu_seconds", lambda: sum(spent))
        patch.setattr(cpu_limit, "spend", spent.append, raising=False)
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", plugins=[cpu_limit])


@pytest.mark.parametrize(("kind", "most"), [("unit", 5), ("page", 10)])
def test_a_test_fails_that_takes_longer_than_its_kind_may(
    pytester: pytest.Pytester, kind: str, most: int
) -> None:
    run(pytester, kind, during=most).assert_outcomes(passed=1)
    done = run(pytester, kind, during=most + 0.1)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [f"*this test took {most}.1 s of CPU time; {most} s are the most. Make it smaller*"]
    )


def test_fixtures_have_a_limit_of_their_own(pytester: pytest.Pytester) -> None:
    run(pytester, "unit", before=20, during=5).assert_outcomes(passed=1)
    done = run(pytester, "unit", before=20.1)
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*setting up this test took 20.1 s of CPU time*"])


@pytest.mark.parametrize("kind", ["e2e", "gpu"])
def test_browser_and_gpu_tests_may_take_their_time(pytester: pytest.Pytester, kind: str) -> None:
    run(pytester, kind, before=60, during=60).assert_outcomes(passed=1)


def test_a_slow_test_that_fails_says_why_it_failed_and_no_more(pytester: pytest.Pytester) -> None:
    done = run(pytester, "unit", during=60, holds=False)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*assert False*"])
    done.stdout.no_fnmatch_line("*CPU time*")


def test_the_tests_of_this_project_are_held_to_it(request: pytest.FixtureRequest) -> None:
    for name in ("pytest_runtest_setup", "pytest_runtest_call"):
        hooks = getattr(request.node.ihook, name).get_hookimpls()
        assert getattr(cpu_limit, name) in [hook.function for hook in hooks]


def test_work_counts_here_and_in_children_and_waiting_does_not() -> None:
    start = cpu_limit.cpu_seconds()
    Event().wait(0.2)
    waited = cpu_limit.cpu_seconds()
    assert waited - start < 0.15
    sum(range(10_000_000))
    worked = cpu_limit.cpu_seconds()
    assert worked - waited > 0.05
    subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
    assert cpu_limit.cpu_seconds() - worked > 0.05


@pytest.mark.parametrize("spent", [0.0, 6.0])
def test_what_a_process_that_trains_did_before_a_test_is_not_counted_when_it_ends_in_it(
    monkeypatch: pytest.MonkeyPatch, spent: float
) -> None:
    ends = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    monkeypatch.setattr(cpu_limit, "in_trainers", lambda: {ends.pid: spent})
    children = [0.0]
    monkeypatch.setattr(cpu_limit, "cpu_seconds", lambda: children[0])

    def judged() -> None:
        with cpu_limit.at_most(5, "this test"):
            children[0] += 8.0
            ends.communicate(b"\n")

    if spent:
        judged()
    else:
        with pytest.raises(pytest.fail.Exception, match=r"took 8\.0 s"):
            judged()


def test_processes_that_train_for_pages_are_known_with_their_cpu_time() -> None:
    jobs = Jobs(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seqdemo.app.jobs.JOBS", jobs)
        assert cpu_limit.in_trainers() == {}
        assert jobs.begin("ann", "tests.app.job_work:count", {"until": 1}).join(60)
        ((pid, spent),) = cpu_limit.in_trainers().items()
    assert [pid] == jobs.pids() and spent > 0
    jobs.close()


def test_numbers_are_computed_on_one_thread() -> None:
    assert torch.get_num_threads() == 1
