"""For all tests: one thread for numbers, kinds, limits on CPU time, an order, and a real server."""

import gc
import logging
import os
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from importlib import import_module

import pytest
from cpu_limit import pytest_runtest_call, pytest_runtest_setup
from shared_browser import BROWSER

# Threads for tiny networks wait for each other: several times the CPU time on a busy machine.
# Set before torch and NumPy are imported, and for the servers and commands that tests start.
os.environ["OMP_NUM_THREADS"] = "1"

from prepared_server import serving

from bench._server import Server

__all__ = ["pytest_runtest_call", "pytest_runtest_setup"]

KINDS = {"*_page.py": "page", "test_pages.py": "page", "*_browser.py": "e2e", "*_gpu.py": "gpu"}
"""The marker of the tests in such a file."""
KIND = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Fork the processes that are to share the tests."""
    if config.getoption("tx", None):
        forked_workers = import_module("forked_workers")
        patch = pytest.MonkeyPatch()
        config.add_cleanup(patch.undo)
        forked_workers.fork(patch)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among modules and tests, now and later: they all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for file, marker in KINDS.items():
            if item.path.match(file):
                item.add_marker(marker)
        # A browser, a server and a test that share two cores: the summary names what passed only
        # when it was run again, for somebody to find out why.
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    # One process runs quick tests first: they say soonest what is wrong. Of several, each takes
    # file after file: first those that take long, so that all end together.
    sizes = Counter(item.path for item in items)
    for item in items:
        item.stash[KIND] = _kind(item, sizes[item.path])
    items.sort(
        key=lambda item: _weight(item, sizes[item.path]),
        reverse="PYTEST_XDIST_WORKER" in os.environ,
    )


def _kind(item: pytest.Item, size: int) -> int:
    """0 for a test of what has no page, 1 for one of a page, 2 for a long one; of a file's `size`.

    Long scenes with servers stand in files of one or two. They wait for much, in which time others
    are to have work for the processor: those in browsers, which wait for less.
    """
    page = item.get_closest_marker("page") is not None
    return 2 if item.get_closest_marker("e2e") or (page and size <= 2) else int(page)


def _weight(item: pytest.Item, size: int) -> tuple[int, int, str]:
    """The place of a test among others, from quick to slow; the file has so many tests."""
    kind = item.stash[KIND]
    return kind, -size if kind else size, str(item.path)


@pytest.hookimpl(trylast=True)  # fixtures of the test have given back what they used
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Close the browser after the last of the tests among which are those that need one."""
    if nextitem is None or nextitem.stash[KIND] < 2:
        BROWSER.close()


@pytest.fixture(scope="session", autouse=True)
def what_surrounds_a_test_takes_less() -> Iterator[None]:
    """Run pages and wait for browsers as always, at less cost, where Python has imported them."""
    sparing = {"streamlit": "sparing_runs", "playwright.sync_api": "sparing_waits"}
    with pytest.MonkeyPatch.context() as patch:
        for library, module in sparing.items():
            if library in sys.modules:
                import_module(module).spare(patch)
        yield


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What is logged during the test, as it would be printed."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app on a free port, shared by all tests."""
    with serving() as running:
        yield running


@pytest.fixture
def fresh_server() -> Iterator[Server]:
    """The app on a free port, in a process that nobody has visited."""
    with serving() as running:
        yield running
