"""Fixtures for all tests: a real server, and browser tests last."""

from collections.abc import Iterator

import pytest

from bench._server import Server, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem.endswith("_browser"):
            item.add_marker(pytest.mark.e2e)
    # Quick tests first: they say soonest what is wrong.
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


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
