"""Clock of the rooms: Unix time that no correction moves."""

from __future__ import annotations

import time
from collections.abc import Callable


def steady_clock(
    wall: Callable[[], float] = time.time, counter: Callable[[], float] | None = None
) -> Callable[[], float]:
    """Make a clock that says what the machine's clock said now, and counts on from there.

    A school laptop often starts with a wrong clock and is put right in the middle of a lesson: the
    rooms of that lesson would have had their day at once, or never.

    Args:
        wall: Unix time in seconds.
        counter: Seconds since some moment; those since the machine's start, asleep or not, unless
            given.
    """
    counting = counter or _since_start
    start, begun = wall(), counting()
    return lambda: start + counting() - begun


def _since_start() -> float:
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: what is asleep ages, too
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
