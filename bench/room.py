"""Does one server carry rooms? Pupils vote and draw, a board follows, over websockets.

The server is a process of its own, all browsers are another, the teacher leads from this one by the
database, as another server would. Run it by `seqdemo bench room`.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil  # type: ignore[import-untyped]

from bench._class import LESSON, Pupil, watch_board
from bench._numbers import cpu_of, in_ms
from bench._server import Server, serving
from bench._visitor import Visitor, VisitorError
from seqdemo.rooms.database import URL, Database
from seqdemo.rooms.limits import Limits
from seqdemo.rooms.store import RoomStore
from seqdemo.rooms.teacher import Teacher

PUPILS, ROOMS = 30, 5
SECONDS = 15.0
"""How long pupils wait, draw, or take to vote."""

THINKING = 0.5, 1.5
"""Seconds from, and to, between two strokes of one pupil."""

CELLS = 49
VOTE, DRAW = 0, 1


@dataclass
class Class:
    """A room with its pupils and its board.

    Attributes:
        teacher: Leads it.
        board: Shows it.
        pupils: Sit in it.
        delays: Seconds from a vote until the board counts it.
    """

    teacher: Teacher
    board: Visitor
    pupils: list[Pupil] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)


def measure(pupils: int = PUPILS, rooms: int = ROOMS, seconds: float = SECONDS) -> dict[str, float]:
    """Measure one room, then several at once, on one server.

    Args:
        pupils: In each room.
        rooms: At once.
        seconds: How long pupils wait, draw, or take to vote.

    Returns:
        vote_to_board_ms_p50, vote_to_board_ms_p95: milliseconds from a vote until the board counts
        it; server_cpu_share: of one core, while pupils wait; drawer_ms_p50, drawer_ms_p95: from a
        stroke to its answer while all draw; rooms5_vote_to_board_ms_p95: the same with `rooms` at
        once, and rooms5_server_cpu_share of them while they vote; join_ms_p95: from the click.
    """
    with _database() as store, serving() as server:
        return asyncio.run(_measured(server, store, pupils, rooms, seconds))


@contextmanager
def _database() -> Iterator[RoomStore]:
    """A database of its own, for the server that is started meanwhile too."""
    before = os.environ.get(URL)
    with tempfile.TemporaryDirectory(prefix="seqdemo-rooms-") as folder:
        os.environ[URL] = f"sqlite:///{Path(folder) / 'rooms.sqlite'}"
        database = Database()
        try:
            yield RoomStore(database, Limits(rooms_per_address=100))
        finally:
            database.close()
            os.environ.pop(URL)
            if before is not None:
                os.environ[URL] = before


async def _measured(
    server: Server, store: RoomStore, pupils: int, rooms: int, seconds: float
) -> dict[str, float]:
    joins: list[float] = []
    async with Visitor(server.port) as visitor:  # the networks are loaded, as on any used server
        await visitor.open("word_reader", "drawing", "w=" + "A" * 36)
    async with _class(server, store, pupils, joins) as one:
        process = psutil.Process(server.pid)
        await asyncio.sleep(2)  # the last arrival's first page is done
        waiting = await _share(process, asyncio.sleep(seconds))
        await _vote(one, seconds)
        strokes = await _drawing(one, seconds)
        one.teacher.close()
    several = [_class(server, store, pupils, joins) for _ in range(rooms)]
    classes = [await each.__aenter__() for each in several]
    voting = asyncio.gather(*(_vote(each, seconds) for each in classes))
    busy = await _share(process, voting)
    for each in several:
        await each.__aexit__(None, None, None)
    delays = [delay for each in classes for delay in each.delays]
    return {
        "vote_to_board_ms_p50": in_ms(one.delays, 0.5),
        "vote_to_board_ms_p95": in_ms(one.delays, 0.95),
        "server_cpu_share": round(waiting, 3),
        "drawer_ms_p50": in_ms(strokes, 0.5),
        "drawer_ms_p95": in_ms(strokes, 0.95),
        "rooms5_vote_to_board_ms_p95": in_ms(delays, 0.95),
        "rooms5_server_cpu_share": round(busy, 3),
        "join_ms_p95": in_ms(joins, 0.95),
        "votes": len(one.delays) + len(delays),
        "strokes": len(strokes),
    }


@asynccontextmanager
async def _class(
    server: Server, store: RoomStore, pupils: int, joins: list[float]
) -> AsyncIterator[Class]:
    """A room that everybody has come into."""
    code, token = store.open("A room to measure", LESSON, 2)
    everybody: list[Visitor] = []
    made = Class(store.teacher(code, token), Visitor(server.port))
    try:
        await made.board.__aenter__()
        everybody.append(made.board)
        await watch_board(made.board, code)
        for _ in range(pupils):
            pupil = Pupil(server.port)
            await pupil.__aenter__()
            everybody.append(pupil)
            start = perf_counter()
            await pupil.join(code)
            joins.append(perf_counter() - start)
            made.pupils.append(pupil)
        yield made
    finally:
        for one in everybody:
            await one.__aexit__(None, None, None)


async def _vote(room: Class, seconds: float) -> None:
    """Open a vote; each pupil votes at some time; note when the board counts each."""
    room.teacher.move(VOTE, "open")
    sent: list[float] = []
    counted: list[float] = []
    follow = asyncio.create_task(_follow(room, counted))
    await asyncio.gather(*(_cast(one, sent, seconds * n) for one, n in _when(room.pupils)))
    await asyncio.wait_for(follow, 30)
    room.delays += [at - start for at, start in zip(counted, sorted(sent), strict=True)]


def _when(pupils: list[Pupil]) -> list[tuple[Pupil, float]]:
    chance = random.Random(0)
    return [(one, chance.uniform(0.1, 1)) for one in pupils]


async def _cast(pupil: Pupil, sent: list[float], after: float) -> None:
    await pupil.until(lambda: bool(pupil.seat["question"]["round"]))
    await asyncio.sleep(after)
    sent.append(perf_counter())
    await pupil.answer("d")


async def _follow(room: Class, counted: list[float]) -> None:
    """Note when the board first showed one vote, two, three."""

    def news() -> bool:
        return _voted(room.board) > len(counted)

    while len(counted) < len(room.pupils):
        await room.board.until(news)
        now = perf_counter()
        counted += [now] * (_voted(room.board) - len(counted))


def _voted(board: Visitor) -> int:
    shown = board.showing("qr")
    if shown is None or shown.data["phase"] != "first":
        return 0
    return int(shown.data["question"]["voted"])


async def _drawing(room: Class, seconds: float) -> list[float]:
    """All draw strokes; returns the seconds until each was answered."""
    room.teacher.move(VOTE, "close")
    room.teacher.go(DRAW)
    room.teacher.show_live(True)
    room.teacher.move(DRAW, "open")
    answers: list[float] = []
    until = perf_counter() + seconds
    await asyncio.gather(*(_strokes(one, until, answers, n) for n, one in enumerate(room.pupils)))
    return answers


async def _strokes(pupil: Pupil, until: float, answers: list[float], number: int) -> None:
    chance = random.Random(number)
    await pupil.until(lambda: pupil.showing("most") is not None)
    grids = ["0" * CELLS] * 4
    await asyncio.sleep(chance.uniform(0, 1))
    while perf_counter() < until:
        n, cell = chance.randrange(4), chance.randrange(CELLS)
        grids[n] = grids[n][:cell] + "10"[grids[n][cell] == "1"] + grids[n][cell + 1 :]
        start = perf_counter()
        await pupil.draw(list(grids))
        answers.append(perf_counter() - start)
        await asyncio.sleep(chance.uniform(*THINKING))
    if pupil.seen.errors:
        raise VisitorError(f"the page shows an error: {pupil.seen.errors[0]}")


async def _share(process: psutil.Process, meanwhile: asyncio.Future[None] | object) -> float:
    """Share of a core that the server takes meanwhile."""
    before, start = cpu_of(process), perf_counter()
    await meanwhile  # type: ignore[misc]
    return (cpu_of(process) - before) / (perf_counter() - start)
