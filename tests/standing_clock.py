"""A clock for tests, which stands still until it is set on."""

from __future__ import annotations

import pytest


class Clock:
    """Seconds, for what asks a function for the time.

    Attributes:
        now: What it says.
    """

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()
