"""A limit on the CPU time of each test, so that the suite stays quick.

CPU time, not time on the clock: a busy machine must not fail a test that waits for its turn.
Browser tests wait for other processes and GPU tests for a driver: both are exempt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from math import inf

import psutil  # type: ignore[import-untyped]
import pytest

UNIT, SHARED = 5.0, 20.0
"""Seconds of CPU time for a test, and for its fixtures: some are made for many tests."""
KINDS = {"page": 10.0, "installs": 15.0, "e2e": inf, "gpu": inf, "claims": inf}
"""Seconds of CPU time for a test with such a marker."""


def cpu_seconds() -> float:
    """CPU time so far of this process, all its threads and the children it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def in_trainers() -> dict[int, float]:
    """CPU time so far of each process that trains for pages, by its id.

    They serve many tests and end minutes after the last: whatever test runs then waits for them.
    """
    jobs = sys.modules.get("seqdemo.app.jobs")
    spent = {}
    for pid in jobs.JOBS.pids() if jobs else ():
        with suppress(psutil.NoSuchProcess):
            spent[pid] = sum(psutil.Process(pid).cpu_times()[:2])
    return spent


def limit_of(item: pytest.Item) -> float:
    """Seconds of CPU time that a test may take."""
    named = (marker.name for marker in item.iter_markers())
    return next((KINDS[name] for name in named if name in KINDS), UNIT)


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Fail what took longer, unless it has failed anyway."""
    older, start = in_trainers(), cpu_seconds()
    yield
    spent = cpu_seconds() - start
    if spent > seconds:
        spent -= sum(cpu for pid, cpu in older.items() if not psutil.pid_exists(pid))
    if spent > seconds:
        pytest.fail(
            f"{what} took {spent:.1f} s of CPU time; {seconds:.0f} s are the most. "
            "Make it smaller, or share what is dear in a fixture of the module.",
            pytrace=False,
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Hold the fixtures of a test to their limit."""
    with at_most(max(SHARED, limit_of(item)), "setting up this test"):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Hold a test to its limit."""
    with at_most(limit_of(item), "this test"):
        return (yield)
