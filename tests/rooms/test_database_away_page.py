"""PostgreSQL is away for a while: votes wait and arrive, seats are kept, and nothing breaks."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from own_loop import run
from prepared_server import serving
from tcp_line import Line

from bench._class import Pupil, watch_board
from bench._server import Server
from bench._visitor import Visitor
from bench.room import LESSON
from seqdemo.demos.room.page.waiting import WAITS
from seqdemo.rooms.database import Database
from seqdemo.rooms.limits import RoomAway
from seqdemo.rooms.store import RoomStore


@pytest.fixture
def line(postgresql: str):
    with Line(urlsplit(postgresql).port or 0) as made:
        yield made


@pytest.fixture
def url(postgresql: str, line: Line) -> str:
    return postgresql.replace(str(urlsplit(postgresql).port), str(line.port))


def test_a_database_that_comes_back_goes_on_by_itself(url: str, line: Line) -> None:
    database = Database(url)
    store = RoomStore(database)
    code, token = store.open("t", "x", 1)
    store.teacher(code, token).move(0, "open")
    seat, _ = store.join(code)
    line.cut()
    with pytest.raises(RoomAway):
        seat.answer(0, "early")
    with pytest.raises(RoomAway):
        store.room(code)
    line.mend()
    seat.answer(0, "late")
    assert [vote.answer for vote in store.votes(code)] == ["late"]
    database.close()


async def scene(server: Server, line: Line, store: RoomStore, code: str, token: str) -> None:
    async with (
        Pupil(server.port) as heron,
        Pupil(server.port) as lynx,
        Visitor(server.port) as board,
    ):
        await heron.join(code)
        await lynx.join(code)
        await watch_board(board, code)
        store.teacher(code, token).move(0, "open")
        for pupil in (heron, lynx):
            await pupil.until(lambda: bool(pupil.seat["question"]["round"]))  # noqa: B023
        await lynx.answer("n")
        await lynx.until(lambda: lynx.seat["question"]["mine"] == "n")
        line.cut()
        await heron.answer("d")
        await heron.until(lambda: heron.seat["problem"] == WAITS)
        assert heron.seat["question"]["mine"] == "d", "it is shown as chosen"
        await board.until(lambda: "cannot be reached" in str(shown(board).get("problem")))
        async with Pupil(server.port) as again:  # somebody loads the page again meanwhile
            await again.go("room", f"room={code}")
            await again.until(lambda: bool(again.seen.errors))
            assert "cannot be reached" in again.seen.errors[0]
            line.mend()
            await again.until(lambda: again.showing("epoch") is not None)
            await again.come(code, lynx.token)
            await again.until(lambda: again.showing("upto") is not None)
            assert again.seat["question"]["mine"] == "n"
        await board.until(lambda: shown(board)["question"]["voted"] == 2)
        await heron.until(lambda: not heron.seat["problem"])
        assert heron.seat["question"]["mine"] == "d"
        assert not [error for one in (heron, lynx, board) for error in one.seen.errors]


def shown(board: Visitor) -> dict[str, object]:
    found = board.showing("qr")
    assert found is not None
    return found.data  # type: ignore[no-any-return]


def test_votes_wait_while_the_database_is_away_and_arrive(
    postgresql: str, url: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQDEMO_DATABASE_URL", url)
    database = Database(postgresql)
    store = RoomStore(database)
    code, token = store.open("t", LESSON, 2)
    with serving() as server:
        run(scene(server, line, store, code, token))
    assert sorted(vote.answer for vote in store.votes(code)) == ["d", "n"]
    database.close()
