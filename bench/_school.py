"""Load of a school: several processes behind HAProxy, 120 pupils, 200 arrivals at once, a soak.

The clients are one other process on the same machine: what they cost is in the numbers, and beyond
some 100 pupils they need as much of a core as the servers.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil  # type: ignore[import-untyped]

from bench import visitors
from bench._numbers import cpu_of, in_ms
from bench._server import HOST, ServerError, free_port
from bench._visitor import Visitor
from seqdemo.core.open_files import allow_open_files

PUPILS, SOAKING = 120, 30
"""Who draw with rests, and who draw for minutes."""

ARRIVALS, WITHIN = 200, 5.0
"""Visitors who come within so many seconds."""

SECONDS = 30.0
REST = 30.0
"""Seconds between warming up and a soak, and after it: memory is given back meanwhile."""

ERRORS = ("Traceback", "Error", "Exception")


@dataclass
class School:
    """`seqdemo run --processes N`.

    Attributes:
        port: Where it listens.
        log: What its processes say.
    """

    port: int
    process: subprocess.Popen[str]
    log: Path

    def apps(self) -> list[psutil.Process]:
        """Processes of the app: those that compute."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        found = [one for one in family if "streamlit" in one.cmdline()]
        return found or [psutil.Process(self.process.pid)]

    def memory(self) -> float:
        """Of all processes of the app, MB; what they share counts once."""
        return float(sum(one.memory_full_info().pss for one in self.apps()) / 1e6)

    def threads(self) -> int:
        """Of all processes of the app."""
        return sum(one.num_threads() for one in self.apps())

    def errors(self) -> int:
        """Lines of the log that tell of an error."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return sum(any(word in line for word in ERRORS) for line in lines)


@contextmanager
def school(processes: int) -> Iterator[School]:
    """A running school, ended by SIGTERM.

    Raises:
        ServerError: If it does not start.
    """
    port = free_port()
    words = ["run", "--processes", str(processes), "--port", str(port), "--address", HOST]
    with ExitStack() as stack:
        log = Path(stack.enter_context(tempfile.NamedTemporaryFile(suffix=".log")).name)
        with log.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "seqdemo", *words],
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )
        try:
            assert process.stdout is not None
            if "processes" not in process.stdout.readline():
                raise ServerError(f"no school: {log.read_text()}")
            yield School(port, process, log)
        finally:
            process.terminate()
            process.wait(60)


def measure(processes: int, minutes: float, seconds: float = SECONDS) -> dict[str, Any]:
    """Measure a school.

    Args:
        processes: Two at least.
        minutes: Of the soak; none at 0.
        seconds: That pupils draw.

    Returns:
        pupils120_ms_p50, pupils120_ms_p95: from a stroke to its answer; client_cpu: share of a core
        that the clients took meanwhile; arrivals_seen: of 200 within 5 s, who saw their page;
        arrivals_s_p95, arrivals_s_max: seconds until they did; memory_mb, memory_grown_mb,
        threads_grown, log_errors: of the soak; pss, what is shared counts once.
    """
    allow_open_files()
    with school(processes) as running:
        asyncio.run(_warm(running.port, processes))
        found = {"processes": processes} | _pupils(running, seconds) | _arrivals(running)
        return found | (_soak(running, minutes) if minutes else {})


async def _warm(port: int, processes: int) -> None:
    """Each process has loaded what pupils need: who comes without a cookie comes to the idlest."""
    await asyncio.gather(*(visitors.warm(port) for _ in range(processes)))


def _pupils(running: School, seconds: float) -> dict[str, Any]:
    own, start = psutil.Process(), perf_counter()
    before = cpu_of(own)
    drawn = asyncio.run(visitors.pupils(running.port, PUPILS, seconds))
    share = (cpu_of(own) - before) / (perf_counter() - start)
    return {
        "pupils120_ms_p50": in_ms(drawn.answers, 0.5),
        "pupils120_ms_p95": in_ms(drawn.answers, 0.95),
        "strokes": len(drawn.answers),
        "client_cpu": round(share, 2),
    }


def _arrivals(running: School) -> dict[str, Any]:
    seen: Sequence[float] = asyncio.run(arrive(running.port, ARRIVALS, WITHIN))
    return {
        "arrivals_seen": len(seen),
        "arrivals_s_p95": round(in_ms(list(seen), 0.95) / 1e3, 2),
        "arrivals_s_max": round(max(seen), 2),
    }


async def arrive(port: int, count: int, within: float) -> list[float]:
    """Have visitors come evenly within some seconds; returns how long each waited for the page."""

    async def come(number: int) -> float:
        await asyncio.sleep(within * number / count)
        start = perf_counter()
        async with Visitor(port) as visitor:
            await visitor.open(*visitors.DRAWER_PAGE)
            return perf_counter() - start

    return await asyncio.gather(*(come(number) for number in range(count)))


def _soak(running: School, minutes: float) -> dict[str, Any]:
    asyncio.run(visitors.pupils(running.port, SOAKING, 20.0))  # what every pupil needs is there
    asyncio.run(asyncio.sleep(REST))
    memory, threads = running.memory(), running.threads()
    drawn = asyncio.run(visitors.pupils(running.port, SOAKING, 60 * minutes))
    asyncio.run(asyncio.sleep(REST))
    return {
        "soak_minutes": minutes,
        "soak_ms_p95": in_ms(drawn.answers, 0.95),
        "memory_mb": round(memory, 1),
        "memory_grown_mb": round(running.memory() - memory, 1),
        "threads_grown": running.threads() - threads,
        "log_errors": running.errors(),
    }
