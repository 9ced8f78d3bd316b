"""Two servers of the app and one room: a class is spread over them, and one is restarted."""

from __future__ import annotations

import asyncio

import pytest
from own_loop import run
from prepared_server import serving

from bench._class import Pupil, watch_board
from bench._server import Server
from bench._visitor import Visitor
from bench.room import LESSON
from seqdemo.rooms.database import Database
from seqdemo.rooms.store import RoomStore
from seqdemo.rooms.teacher import Teacher


async def scene(one: Server, two: Server, code: str, teacher: Teacher) -> None:
    async with Pupil(one.port) as heron, Pupil(two.port) as lynx, Visitor(two.port) as board:
        await heron.join(code)
        await lynx.join(code)
        await watch_board(board, code)
        teacher.move(0, "open")
        for pupil, text in ((heron, "d"), (lynx, "n")):
            await pupil.until(lambda: bool(pupil.seat["question"]["round"]))  # noqa: B023
            await pupil.answer(text)
        await board.until(lambda: voted(board) == 2)
        token = heron.token
    await asyncio.to_thread(one.restart)
    async with Pupil(one.port) as heron:
        await heron.come(code, token)
        await heron.until(lambda: heron.showing("upto") is not None)
        assert heron.seat["question"]["mine"] == "d"
        await heron.answer("l")
        await heron.until(lambda: heron.seat["question"]["mine"] == "l")


def voted(board: Visitor) -> int:
    shown = board.showing("qr")
    return int(shown.data["question"]["voted"]) if shown else 0


def test_a_class_on_two_servers_votes_in_one_room_and_a_restart_loses_no_vote(
    any_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQDEMO_DATABASE_URL", any_url)
    database = Database()
    store = RoomStore(database)
    code, token = store.open("t", LESSON, 2)
    with serving() as one, serving() as two:
        run(scene(one, two, code, store.teacher(code, token)))
    assert [vote.answer for vote in store.votes(code)] == ["l", "n"]
    database.close()
