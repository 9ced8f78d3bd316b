"""Is one pupil still answered beside visitors that do harm? Over websockets, on one server.

One pupil draws a stroke every so often. Beside them a visitor sends strokes as fast as they can,
four press "new" 20 times a second, a thousand websockets are opened and say nothing, and a browser
asks for texts and stops reading. Run it by `seqdemo bench hard_visitors`.
"""

from __future__ import annotations

import asyncio
import base64
import os
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import psutil  # type: ignore[import-untyped]

from bench._server import HOST, Server, serving
from bench._visitor import Visitor
from bench.visitors import CELLS, DRAWER_PAGE, LETTERS, WRITER_PAGE, draw_stroke, warm
from seqdemo.core.open_files import allow_open_files
from seqdemo.demos.shakespeare.query import MAX_LENGTH

STROKES = 60
"""Of the pupil, beside each kind of visitor."""

PAUSE = 0.1
"""Seconds between two of them."""

SOCKETS = 1_000
HASTE = 0.05
"""Seconds between two presses of a hasty visitor."""

DEAF = 1.0
"""The same of a browser that reads nothing that comes."""

FLOOD = 5
"""Strokes at once, every few milliseconds: some 800 a second."""


@dataclass
class Pupil:
    """Somebody who draws, and is measured.

    Args:
        visitor: On the page, opened.
        strokes: How many they draw each time.
    """

    visitor: Visitor
    strokes: int = STROKES

    def __post_init__(self) -> None:
        self._chance, self._grids = random.Random(1), ["0" * CELLS] * LETTERS

    async def answers(self) -> list[float]:
        """Seconds from each stroke to its answer."""
        found = []
        for _ in range(self.strokes):
            found.append(await draw_stroke(self.visitor, self._chance, self._grids))
            await asyncio.sleep(PAUSE)
        return found


def measure(strokes: int = STROKES) -> dict[str, float]:
    """Measure the pupil alone and beside each kind.

    Returns:
        alone_ms_p95, flood_ms_p95, hasty_ms_p95, silent_ms_p95, deaf_ms_p95: milliseconds to an
        answer; hasty are four who press "new" 20 times a second, deaf is the browser that stops
        reading; flood_per_s: strokes a second that one visitor sent;
        silent_mb, deaf_mb: what the server grew by beside them; open_files: of the server with all
        websockets open; log_errors: lines of the server's log that tell of an error.
    """
    with serving() as server:
        return asyncio.run(_measure(server, strokes))


async def _measure(server: Server, strokes: int) -> dict[str, float]:
    await warm(server.port)
    process, found = psutil.Process(server.pid), dict[str, float]()
    async with Visitor(server.port) as visitor:
        await visitor.open(*DRAWER_PAGE)
        pupil = Pupil(visitor, strokes)
        found["alone_ms_p95"] = _p95(await pupil.answers())
        async with flood(server.port) as sent:
            start = perf_counter()
            found["flood_ms_p95"] = _p95(await pupil.answers())
            found["flood_per_s"] = round(sent[0] / (perf_counter() - start))
        async with writers(server.port, HASTE, reads=True):
            found["hasty_ms_p95"] = _p95(await pupil.answers())
        before = process.memory_info().rss
        async with silent_sockets(server.port, SOCKETS):
            found["silent_ms_p95"] = _p95(await pupil.answers())
            found["silent_mb"] = _mb(process.memory_info().rss - before)
            found["open_files"] = process.num_fds()
        before = process.memory_info().rss
        async with writers(server.port, DEAF, reads=False):
            found["deaf_ms_p95"] = _p95(await pupil.answers())
            found["deaf_mb"] = _mb(process.memory_info().rss - before)
    return found | {"log_errors": sum("Error" in line for line in server.log().splitlines())}


@asynccontextmanager
async def flood(port: int) -> AsyncIterator[list[int]]:
    """A visitor who sends strokes without waiting for answers; gives how many so far."""
    sent, chance, grids = [0], random.Random(2), ["0" * CELLS] * LETTERS
    async with Visitor(port) as visitor:
        await visitor.open(*DRAWER_PAGE)

        async def draw() -> None:
            while True:
                await _send_stroke(visitor, chance, grids)
                sent[0] += 1
                if sent[0] % FLOOD == 0:
                    await asyncio.sleep(0.005)

        drawing = asyncio.create_task(draw())
        try:
            yield sent
        finally:
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)


async def _send_stroke(visitor: Visitor, chance: random.Random, grids: list[str]) -> None:
    mounted = visitor.showing("drawing")
    assert mounted is not None
    cell = chance.randrange(CELLS)
    grids[0] = grids[0][:cell] + chance.choice("01") + grids[0][cell + 1 :]
    said = {name: mounted.data.get(name) for name in ("rev", "epoch")}
    await visitor.set(mounted, {"word": {"drawing": list(grids), "seq": perf_counter(), **said}})


@asynccontextmanager
async def silent_sockets(port: int, count: int) -> AsyncIterator[None]:
    """So many websockets that are opened and say nothing, as half-open ones do."""
    allow_open_files()
    writers = []
    for _ in range(count):
        _, writer = await asyncio.open_connection(HOST, port)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: {HOST}:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
        )
        writers.append(writer)
    try:
        yield
    finally:
        for writer in writers:
            writer.transport.abort()


@asynccontextmanager
async def writers(
    port: int, pause: float, *, reads: bool, browsers: int = 4
) -> AsyncIterator[None]:
    """Browsers that ask for another text again and again.

    Args:
        port: Of the server.
        pause: Seconds between two presses of "new".
        reads: Whether they read what comes.
        browsers: How many there are.
    """
    async with AsyncExitStack() as stack:
        for number in range(browsers):
            visitor = await stack.enter_async_context(Visitor(port))
            await visitor.open(*WRITER_PAGE, f"seed={number}&n={MAX_LENGTH}")
            if not reads:
                visitor.stop_reading()
            asking = asyncio.create_task(_ask_on(visitor, pause))
            stack.callback(asking.cancel)
        yield


async def _ask_on(visitor: Visitor, pause: float) -> None:
    while True:
        await visitor.press("new")
        await asyncio.sleep(pause)


def _p95(seconds: list[float]) -> float:
    return round(float(np.quantile(seconds, 0.95)) * 1e3, 1)


def _mb(grown: int) -> float:
    return round(grown / 1e6, 1)
