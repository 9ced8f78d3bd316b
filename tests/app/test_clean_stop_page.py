"""SIGTERM: what runs is ended, what is to be kept is there after the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psutil
import pytest
from own_loop import run

from bench._class import LESSON, Pupil, watch_board
from bench._server import Server
from bench._visitor import Visitor
from bench.lab import LAB_PAGE
from bench.visitors import WRITER_PAGE
from seqdemo.demos.shakespeare.query import MAX_LENGTH
from seqdemo.rooms.database import URL, Database
from seqdemo.rooms.store import RoomStore
from seqdemo.training.worker import __name__ as worker

LATEST = 15.0  # seconds; a busy machine is slow
WRITERS = 6


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoomStore]:
    """Rooms that the server keeps, too."""
    monkeypatch.setenv(URL, f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    database = Database()
    yield RoomStore(database)
    database.close()


def trainers(server: Server) -> list[psutil.Process]:
    """Processes that train for visitors of a server."""
    family = psutil.Process(server.pid).children(recursive=True)
    return [one for one in family if worker in one.cmdline()]


async def stop_amid_work(server: Server, pupil: Pupil, code: str) -> list[psutil.Process]:
    """Send SIGTERM while a class votes, a network trains, texts are written; gives who trained."""
    async with AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(Visitor(server.port)) for _ in range(WRITERS)]
        lab = await stack.enter_async_context(Visitor(server.port))
        board = await stack.enter_async_context(Visitor(server.port))
        await watch_board(board, code)
        await stack.enter_async_context(pupil)
        await pupil.join(code)
        await pupil.answer("d")
        await board.until(lambda: votes(board) == 1)
        await lab.open(*LAB_PAGE, "n=1600")
        await lab.until(lambda: state(lab) == "running")
        work = trainers(server)
        texts = [asyncio.create_task(has_text(*each)) for each in enumerate(visitors)]
        await asyncio.wait(texts, return_when=asyncio.FIRST_COMPLETED)
        assert state(lab) == "running"
        assert await asyncio.to_thread(server.stop, LATEST) == 0
        await asyncio.gather(*texts, return_exceptions=True)
        return work


async def has_text(seed: int, visitor: Visitor) -> None:
    """Have a long text written; returns as soon as it is begun, while others wait for turns."""
    await visitor.go(WRITER_PAGE[0], f"seed={seed}&n={MAX_LENGTH}")
    await visitor.until(lambda: writes(visitor))


def state(lab: Visitor) -> str:
    shown = lab.showing(LAB_PAGE[1])
    return str(shown.data["state"]) if shown else ""


def writes(visitor: Visitor) -> bool:
    shown = visitor.showing(WRITER_PAGE[1])
    return bool(shown and shown.data["running"])


def votes(board: Visitor) -> int:
    shown = board.showing("qr")
    return int(shown.data["question"]["voted"]) if shown and shown.data["question"] else 0


async def still_votes(server: Server, code: str) -> None:
    async with Visitor(server.port) as board:
        await watch_board(board, code)
        await board.until(lambda: votes(board) == 1)


def test_sigterm_ends_texts_and_trainings_and_rooms_are_there_after_a_restart(
    store: RoomStore,
) -> None:
    server = Server()
    server.start()
    try:
        server.wait()
        code, token = store.open("A room", LESSON, 2)
        store.teacher(code, token).move(0, "open")
        work = run(stop_amid_work(server, Pupil(server.port), code))
        assert work
        assert not psutil.wait_procs(work, timeout=LATEST)[1]
        assert "Traceback" not in server.log()
        server.restart()
        run(still_votes(server, code))
    finally:
        server.kill()
