"""Migrations: from one version of the schema to the next, at the start.

A list of functions and one number in the database. Alembic does the same with a folder of scripts
and a configuration that would have to travel in the wheel; here all rows live for a day, and six
tables seldom change. Two servers that start at once take turns: each step is part of the one
transaction that also writes the number.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, inspect, select, text, update

from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.schema import TABLES, hidden_answers, meta, plays, rooms, unit_values

Step = Callable[[Connection], None]
_LOCK = 0x5E9DE70
"""Names the lock that servers of one PostgreSQL take turns by."""


def _first_tables(connection: Connection) -> None:
    TABLES.create_all(connection)
    connection.execute(insert(meta).values(name="salt", value=secrets.token_hex(16)))


def _plays_and_hidden_answers(connection: Connection) -> None:
    TABLES.create_all(connection, tables=[plays, unit_values, hidden_answers])


def _ends(connection: Connection) -> None:
    # A database that is new has it: all tables are made as they are now.
    there = {column["name"] for column in inspect(connection).get_columns(rooms.name)}
    if "ended" not in there:
        connection.execute(
            text("ALTER TABLE rooms ADD COLUMN ended BOOLEAN NOT NULL DEFAULT false")
        )


STEPS: tuple[Step, ...] = (_first_tables, _plays_and_hidden_answers, _ends)
"""Step k leads from version k to k + 1; never change one that was released."""


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the schema up to date; returns its version.

    Args:
        connection: In a transaction.
        steps: All there are.

    Raises:
        RoomError: If a later release of the app has written the database.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    meta.create(connection, checkfirst=True)
    version = _version(connection)
    if version > len(steps):
        raise RoomError(f"the rooms were written by a later release (version {version})")
    for step in steps[version:]:
        step(connection)
    connection.execute(update(meta).where(meta.c.name == "version").values(value=str(len(steps))))
    return len(steps)


def _version(connection: Connection) -> int:
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.name == "version"))
    if found is None:
        connection.execute(insert(meta).values(name="version", value="0"))
    return int(found or 0)
