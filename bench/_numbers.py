"""Numbers of measurements: times of calls, their quantiles, CPU seconds of a process."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
import psutil  # type: ignore[import-untyped]


def cpu_of(process: psutil.Process) -> float:
    """CPU seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def in_ms(seconds: list[float], share: float) -> float:
    """A quantile of some times, milliseconds."""
    return round(float(np.quantile(seconds, share)) * 1e3, 1)


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds that a call takes by the clock."""
    start = perf_counter()
    work()
    return perf_counter() - start


def milliseconds_of(work: Callable[[], object]) -> float:
    """Milliseconds that a call takes by the clock."""
    return seconds_of(work) * 1e3
