"""Numbers of measurements: quantiles of times, CPU seconds of a process."""

from __future__ import annotations

import numpy as np
import psutil  # type: ignore[import-untyped]


def cpu_of(process: psutil.Process) -> float:
    """CPU seconds of a process so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def in_ms(seconds: list[float], share: float) -> float:
    """A quantile of some times, milliseconds."""
    return round(float(np.quantile(seconds, share)) * 1e3, 1)
