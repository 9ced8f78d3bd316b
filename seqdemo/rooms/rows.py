"""Rows of the tables as records, and two counters of changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Select, select, update

from seqdemo.rooms.limits import RoomGone
from seqdemo.rooms.phases import Phase
from seqdemo.rooms.play import read_play
from seqdemo.rooms.records import Poll, Pupil, Room, Snapshot, Vote
from seqdemo.rooms.schema import hidden_answers, polls, pupils, rooms, snapshots, votes

GONE = "this room is closed"


def change(connection: Connection, code: str, now: float, **values: Any) -> None:
    """Change a room, and have everybody in it see that; it is this transaction's until its end.

    Raises:
        RoomGone: If there is no such room any more.
    """
    _bump(connection, code, now, revision=rooms.c.revision + 1, **values)


def note_answer(connection: Connection, code: str, now: float) -> None:
    """Have those who count answers see that there is a new one."""
    _bump(connection, code, now, answered=rooms.c.answered + 1)


def _bump(connection: Connection, code: str, now: float, **values: Any) -> None:
    here = (rooms.c.code == code) & (rooms.c.expires > now)
    if not connection.execute(update(rooms).where(here).values(**values)).rowcount:
        raise RoomGone(GONE)


def read_room(connection: Connection, code: str, now: float) -> Room:
    """A room with its polls.

    Raises:
        RoomError: If there is none.
    """
    here = (rooms.c.code == code) & (rooms.c.expires > now)
    row = connection.execute(select(rooms).where(here)).mappings().first()
    if row is None:
        raise RoomGone(GONE)
    found = connection.execute(select(polls).where(polls.c.code == code)).mappings()
    stand = {
        int(poll["step"]): Poll(cast(Phase, poll["phase"]), _json(poll["found"])) for poll in found
    }
    left_out = {"teacher", "address", "opened"}
    return Room(
        polls=stand,
        play=read_play(connection, code),
        hidden=_hidden(connection, code),
        **{str(k): v for k, v in row.items() if k not in left_out},
    )


def _hidden(connection: Connection, code: str) -> frozenset[tuple[int, int]]:
    found = connection.execute(select(hidden_answers).where(hidden_answers.c.code == code))
    return frozenset((row.step, row.number) for row in found)


def read_pupils(connection: Connection, code: str) -> list[Pupil]:
    """Pupils in the order of coming."""
    asked = select(pupils).where(pupils.c.code == code).order_by(pupils.c.number)
    return [Pupil(row.number, row.name, row.step, row.seen) for row in connection.execute(asked)]


def read_votes(
    connection: Connection, code: str, *, step: int | None = None, number: int | None = None
) -> list[Vote]:
    """Answers in the order of steps, votes and pupils.

    Args:
        connection: To the database.
        code: Of the room.
        step: Of this step alone.
        number: Of this pupil alone.
    """
    asked: Select[Any] = select(votes).where(votes.c.code == code)
    if step is not None:
        asked = asked.where(votes.c.step == step)
    if number is not None:
        asked = asked.where(votes.c.number == number)
    rows = connection.execute(asked.order_by(votes.c.step, votes.c.round, votes.c.number))
    return [Vote(row.step, row.round, row.number, row.answer) for row in rows]


def read_snapshots(connection: Connection, code: str) -> Sequence[Snapshot]:
    """Snapshots in the order in which they were taken."""
    asked = select(snapshots).where(snapshots.c.code == code).order_by(snapshots.c.number)
    rows = connection.execute(asked)
    return [Snapshot(row.number, row.step, _json(row.content) or {}, row.at) for row in rows]


def _json(text: str | None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found
