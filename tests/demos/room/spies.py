"""Hostile clients of a room over the websocket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeAlias

import own_loop
from room_lesson import TEXT

from bench._class import Pupil
from bench._server import Server
from seqdemo.rooms.store import RoomStore

Served: TypeAlias = tuple[Server, RoomStore]

EVIL = '<img src=x onerror="alert(1)"> **=HYPERLINK("//x")**'


class Spy(Pupil):
    """Keeps all that it is sent."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.told = ""

    def _take(self, message: Any) -> None:
        self.told += message.SerializeToString().decode("utf-8", "replace")
        super()._take(message)


@asynccontextmanager
async def spies(server: Server, code: str, count: int) -> AsyncIterator[list[Spy]]:
    """Pupils in a room."""
    opened = [Spy(server.port) for _ in range(count)]
    for one in opened:
        await one.__aenter__()
        await one.join(code)
    try:
        yield opened
    finally:
        for one in opened:
            await one.__aexit__(None, None, None)


def open_room(store: RoomStore) -> tuple[str, Any]:
    code, token = store.open("All kinds", TEXT, 5)
    return code, store.teacher(code, token)


def run(scene: Callable[[], Any]) -> None:
    own_loop.run(scene())


Send: TypeAlias = Callable[[], Awaitable[None]]


async def told(spy: Spy, send: Send, arrived: Callable[[], bool]) -> None:
    """Send something until the page shows what becomes of it, as its scripts do.

    A run that tells it may be stopped by the page's next look, and take with it what it told.
    """
    for _ in range(20):
        await send()
        with suppress(TimeoutError):
            await spy.until(arrived, 3)
            return
    raise AssertionError("nothing came of what was sent")


async def refused(spy: Spy, words: str, send: Send) -> None:
    """Send something until the seat says why it is refused."""
    await told(spy, send, lambda: words in spy.seat["problem"])
