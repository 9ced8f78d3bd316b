"""What does a server stand at, and after 500 varied visits? Over websockets, in megabytes.

Every visit is a new browser on some page, with a text, drawing, seed or network of its own, so that
little can be answered from what is kept. Run it by `seqdemo bench memory`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import psutil  # type: ignore[import-untyped]

from bench._server import Server, serving
from bench._visitor import Visitor, VisitorError
from seqdemo.handwriting.grids import encode
from seqdemo.tasks.registry import cards

VISITS = 500
AT_ONCE = 4
"""Visitors at a moment."""

STAYS = 0.5
"""Seconds that a visitor looks at a page."""

REST = 25.0
"""Seconds after the last visit: what is free goes back to the system meanwhile."""

LEFT = 125.0
"""Seconds after which Streamlit drops a session that was left, once another browser comes."""

WORDS = [
    "the",
    "a",
    "dog",
    "not",
    "good",
    "bad",
    "film",
    "very",
    "never",
    "house",
    "runs",
    "and",
    "but",
    "she",
    "he",
    "saw",
    "old",
    "sad",
    "fun",
]
VIEWS = ("states", "gates", "gradient", "reach", "path")


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(3, 9)))


def _drawn(chance: random.Random, most: int) -> str:
    grids = ("".join(chance.choice("0001") for _ in range(49)) for _ in range(most))
    return encode(tuple(grids))


def _one(*of: str) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(of)


Query = Mapping[str, Callable[[random.Random], object]]


def _seed(chance: random.Random) -> object:
    return chance.randrange(100_000)


CELL = _one("rnn", "gru", "lstm")

PAGES: Mapping[str, Query] = {
    "shakespeare": {"seed": _seed, "cell": CELL, "n": lambda chance: chance.randint(100, 2000)},
    "word_reader": {"w": lambda chance: _drawn(chance, 6), "cell": CELL},
    "digit_reader": {"d": lambda chance: _drawn(chance, 1)},
    "films": {"film": lambda chance: _drawn(chance, 8)},
    "sentiment": {"text": _words, "other": _words, "cell": CELL},
    "translation": {"text": _words, "way": _one("en-de", "de-en"), "k": _one("1", "3", "5")},
    "captioner": {
        "photo": _one("cat", "coffee", "rocket", "photographer"),
        "m": _one("beam", "greedy", "chance"),
        "seed": _seed,
    },
    "sketch": {"seed": _seed, "net": _one("aaron_sheep", "quickdraw_mini"), "t": _one("0.3", "1")},
    "forecast": {"cell": CELL, "series": _one("sunspots", "temperatures")},
    "next_word": {"view": _one("memory", "agreement", "blank"), "seed": _seed},
    "explorer": {"text": _words, "cell": CELL, "view": _one(*VIEWS)},
    "shapes": {"text": lambda chance: _words(chance)[:20]},
    "through_time": {"view": _one("writer"), "text": lambda chance: _words(chance)[:12]},
    "game": {"from": _one("network")},
}
"""Pages, and what differs from visit to visit in their addresses."""


def measure(visits: int = VISITS) -> dict[str, float]:
    """Walk through the app.

    Args:
        visits: How many.

    Returns:
        healthy_mb: before anybody has come; home_mb: after the first page, torch and the first
        networks loaded; pages_mb: after every page was opened once; visits_mb: after the visits;
        grown_mb: of those two; own_mb: of the last, what no other process shares; expired_mb: when
        the sessions of browsers that have left are gone.
    """
    with serving() as server:
        return asyncio.run(_walk(server, visits))


async def _walk(server: Server, visits: int) -> dict[str, float]:
    process = psutil.Process(server.pid)
    found = {"healthy_mb": _mb(process.memory_info().rss)}
    await visit(server.port, "", "")
    await asyncio.sleep(REST / 3)
    found["home_mb"] = _mb(process.memory_info().rss)
    for card in cards():
        await visit(server.port, card.name, "")
        await asyncio.sleep(1)  # networks are loaded a moment after a page is out
    await asyncio.sleep(REST)
    found["pages_mb"] = _mb(process.memory_info().rss)
    await many_visits(server.port, visits)
    await asyncio.sleep(REST)
    memory = process.memory_full_info()
    found |= {"visits_mb": _mb(memory.rss), "own_mb": _mb(memory.uss), "visits": visits}
    await asyncio.sleep(LEFT - REST)
    await visit(server.port, "", "")
    await asyncio.sleep(REST)
    found["expired_mb"] = _mb(process.memory_info().rss)
    return found | {"grown_mb": round(found["visits_mb"] - found["pages_mb"], 1)}


async def many_visits(port: int, count: int) -> None:
    """Have so many visitors come and go, some at a time."""
    numbers = iter(range(count))

    async def come() -> None:
        for number in numbers:
            chance = random.Random(number)
            page = list(PAGES)[number % len(PAGES)]
            await visit(port, page, query_of(page, chance))

    await asyncio.gather(*(come() for _ in range(AT_ONCE)))


def query_of(page: str, chance: random.Random) -> str:
    """The query of a visit's address."""
    return urlencode({name: draw(chance) for name, draw in PAGES[page].items()})


async def visit(port: int, page: str, query: str) -> None:
    """Open a page in a new browser, look at it, and leave.

    Raises:
        VisitorError: If the page shows an exception.
    """
    async with Visitor(port) as visitor:
        await visitor.go(page, query)
        await visitor.until(lambda: visitor.seen.runs > 0)
        await asyncio.sleep(STAYS)
        errors = [error for error in visitor.seen.errors if "stack_trace" in error]
        if errors:
            raise VisitorError(f"{page}?{query} shows an error: {errors[0][:300]}")


def _mb(size: int) -> float:
    return round(size / 1e6, 1)
