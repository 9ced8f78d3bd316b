"""Does one server carry a class? Pupils draw, rest, write and change pages, over websockets.

The server is a process of its own; all visitors are one other process, so that on two cores both
have one, and what the clients cost is in the numbers. A pupil draws a stroke about once a second,
waits for the answer, rests, and now and then looks at another page. What the browser adds, drawing
the answer on the screen, is measured by `bench.word_reader`. Run it by `seqdemo bench visitors`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import numpy as np
import psutil  # type: ignore[import-untyped]

from bench._numbers import cpu_of, in_ms
from bench._server import Server, serving
from bench._visitor import Visitor, VisitorError
from seqdemo.demos.shakespeare.query import MAX_LENGTH

SECONDS = 20.0
"""How long every scenario lasts."""

AGAIN = 1.5
"""Seconds after which a drawing that was not answered is sent again."""

THINKING = 1.0
"""Seconds between two strokes on average: from half to one and a half times this."""

LOOKING = 1.0, 4.0
"""Seconds from, and to, for which a finished text is looked at."""

REST = 0.4
"""Seconds after which the browser says that the visitor rests."""

STAGGER = 0.05
"""Seconds between two arrivals: a class does not click in one instant."""

LETTERS, CELLS, SIDE = 4, 49, 7
TRIES = 20
HOME_PAGE, DRAWER_PAGE, WRITER_PAGE = (
    ("", "columns"),
    ("word_reader", "drawing"),
    ("shakespeare", "running"),
)
"""Address, and a name in the data of the component that is shown there."""


@dataclass
class Measured:
    """What visitors of one scenario met with.

    Attributes:
        answers: Seconds from a stroke until its answer arrived.
        sizes: Bytes that one stroke brought.
        first_pages: Seconds from arriving until the page's run had ended.
    """

    answers: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    first_pages: list[float] = field(default_factory=list)


def measure(seconds: float = SECONDS, processes: int = 1, soak: float = 0.0) -> dict[str, float]:
    """Measure each scenario on one server, which is warm.

    Args:
        seconds: How long each scenario lasts.
        processes: More than one are a school behind HAProxy, see `bench._school.measure`.
        soak: Minutes that 30 pupils of a school draw after the other scenarios.

    Returns:
        pupils30_ms_p50, pupils30_ms_p95, pupils60_ms_p95: milliseconds from a stroke to its answer
        with so many pupils who rest after each; drawer_beside_writers_ms_p95: the same of one who
        draws, twice as long, while 30 write; first_page_ms_p95: of arrivals, in the worst scenario;
        bytes_per_stroke: median; mb_per_visitor: what 60 pupils let the server grow by;
        server_cpu_pupils30, server_cpu_pupils60: share of one core.

    Raises:
        VisitorError: If an answer fails to come, or a page shows an error.
    """
    if processes > 1 or soak:
        from bench import _school

        return _school.measure(processes, soak)
    with serving() as server:
        asyncio.run(warm(server.port))
        thirty, cpu30, _ = _scenario(server, pupils(server.port, 30, seconds))
        sixty, cpu60, grown = _scenario(server, pupils(server.port, 60, seconds))
        beside, _, _ = _scenario(server, _beside_writers(server.port, 30, seconds))
    return {
        "pupils30_ms_p50": in_ms(thirty.answers, 0.5),
        "pupils30_ms_p95": in_ms(thirty.answers, 0.95),
        "pupils60_ms_p50": in_ms(sixty.answers, 0.5),
        "pupils60_ms_p95": in_ms(sixty.answers, 0.95),
        "drawer_beside_writers_ms_p50": in_ms(beside.answers, 0.5),
        "drawer_beside_writers_ms_p95": in_ms(beside.answers, 0.95),
        "first_page_ms_p95": max(in_ms(each.first_pages, 0.95) for each in (thirty, sixty, beside)),
        "bytes_per_stroke": float(np.median(thirty.sizes + sixty.sizes)),
        "mb_per_visitor": round(grown / 60 / 1e6, 2),
        "server_cpu_pupils30": round(cpu30, 2),
        "server_cpu_pupils60": round(cpu60, 2),
        "strokes": len(thirty.answers) + len(sixty.answers) + len(beside.answers),
    }


def _scenario(
    server: Server, visitors: Coroutine[Any, Any, Measured]
) -> tuple[Measured, float, int]:
    """Run one; returns what was measured, the server's share of a core and its growth in bytes."""
    process = psutil.Process(server.pid)
    memory, cpu, start = process.memory_info().rss, cpu_of(process), perf_counter()
    measured = asyncio.run(visitors)
    share = (cpu_of(process) - cpu) / (perf_counter() - start)
    return measured, share, process.memory_info().rss - memory


async def warm(port: int) -> None:
    """Have torch, the networks and the compiled step loaded, as on any server that was used."""
    async with Visitor(port) as visitor:
        await visitor.open(*DRAWER_PAGE)
        await draw_stroke(visitor, random.Random(0), ["0" * CELLS] * LETTERS)
        await visitor.open(*WRITER_PAGE, f"seed=4711&n={MAX_LENGTH}")
        await visitor.until(lambda: _has_written(visitor))


async def pupils(port: int, count: int, seconds: float) -> Measured:
    """So many draw with rests, for so long after the last one has come."""
    measured = Measured()
    async with AsyncExitStack() as stack:
        tasks = []
        for number in range(count):
            visitor = await stack.enter_async_context(Visitor(port))
            tasks.append(asyncio.create_task(_draw(visitor, number, seconds, measured)))
            await asyncio.sleep(STAGGER)
        await asyncio.gather(*tasks)
    return measured


async def _beside_writers(port: int, count: int, seconds: float) -> Measured:
    measured = Measured()
    async with AsyncExitStack() as stack:
        writers = []
        for number in range(count):
            visitor = await stack.enter_async_context(Visitor(port))
            writers.append(asyncio.create_task(_write(visitor, number, measured)))
            await asyncio.sleep(STAGGER)
        drawer = await stack.enter_async_context(Visitor(port))
        await _draw(drawer, count, 2 * seconds, measured)
        for writer in writers:
            writer.cancel()
        ended = await asyncio.gather(*writers, return_exceptions=True)
        failed = [error for error in ended if not isinstance(error, asyncio.CancelledError)]
        if failed:
            raise VisitorError(f"{len(failed)} of {count} writers failed: {failed[0]!r}")
    return measured


async def _draw(visitor: Visitor, number: int, seconds: float, measured: Measured) -> None:
    """Draw strokes and rest after each; look at the home page once on the way."""
    chance = random.Random(number)
    measured.first_pages.append(await visitor.open(*DRAWER_PAGE))
    await asyncio.sleep(chance.uniform(0, 2 * THINKING))
    end = perf_counter() + seconds
    away = perf_counter() + seconds * chance.uniform(0.2, 0.8)
    grids, wanders = ["0" * CELLS] * LETTERS, True
    while perf_counter() < end:
        before = visitor.seen.received
        measured.answers.append(await draw_stroke(visitor, chance, grids))
        measured.sizes.append(visitor.seen.received - before)
        await asyncio.sleep(REST)
        await _rest(visitor)
        await asyncio.sleep(chance.uniform(0.5 * THINKING, 1.5 * THINKING))
        if wanders and perf_counter() > away:
            wanders = False
            await visitor.open(*HOME_PAGE)
            await visitor.open(*DRAWER_PAGE)
    if visitor.seen.errors:
        raise VisitorError(f"the page shows an error: {visitor.seen.errors[0]}")


async def draw_stroke(visitor: Visitor, chance: random.Random, grids: list[str]) -> float:
    """Set or clear a cell of each row of one letter; returns the seconds until the answer."""
    letter = chance.randrange(LETTERS)
    for row in range(SIDE):
        cell = row * SIDE + chance.randrange(SIDE)
        grids[letter] = grids[letter][:cell] + chance.choice("01") + grids[letter][cell + 1 :]
    start = perf_counter()
    await _draw_until_answered(visitor, list(grids))
    mounted = visitor.showing("drawing")
    assert mounted is not None
    await visitor.until_run("drawing")
    return mounted.at - start


async def _draw_until_answered(visitor: Visitor, grids: list[str]) -> None:
    """Send a drawing until its answer comes, as the component does."""
    for _ in range(TRIES):
        mounted = visitor.showing("drawing")
        assert mounted is not None
        said = {name: mounted.data.get(name) for name in ("rev", "epoch")}
        await visitor.set(mounted, {"word": {"drawing": grids, "seq": perf_counter(), **said}})
        with suppress(TimeoutError):
            await visitor.until(lambda: _shows(visitor, grids), AGAIN)
            return
    raise VisitorError(f"a stroke was not answered in {TRIES * AGAIN:.0f} s")


def _shows(visitor: Visitor, grids: list[str]) -> bool:
    mounted = visitor.showing("drawing")
    return mounted is not None and mounted.data["drawing"] == grids


async def _rest(visitor: Visitor) -> None:
    """Say, as the component does, at which step and unit the visitor rests."""
    mounted = visitor.showing("drawing")
    assert mounted is not None
    await visitor.set(mounted, {"view": {"step": None, "unit": 11, "seq": perf_counter()}})


async def _write(visitor: Visitor, number: int, measured: Measured) -> None:
    """Have the longest text written, look at it, have another written, and so on."""
    chance, query = random.Random(number), f"seed={100 + number}&n={MAX_LENGTH}"
    measured.first_pages.append(await visitor.open(*WRITER_PAGE, query))
    while True:
        await visitor.until(lambda: _has_written(visitor))
        before = _text(visitor)
        await asyncio.sleep(chance.uniform(*LOOKING))
        await visitor.press("new")
        await visitor.until(lambda: _text(visitor) != before)  # noqa: B023 - used at once


def _text(visitor: Visitor) -> str:
    """Which text is shown, finished or not."""
    mounted = visitor.showing("running")
    return "" if mounted is None else str(mounted.data["rev"])


def _has_written(visitor: Visitor) -> bool:
    """Whether the text that is shown is finished."""
    mounted = visitor.showing("running")
    return mounted is not None and not mounted.data["running"]
