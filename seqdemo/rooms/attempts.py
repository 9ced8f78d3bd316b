"""Attempts: failed tries at codes that no room has, and at tokens.

Of an address only a salted hash is kept, and for minutes. Failures count, successes do not: a class
that comes by one school's address joins in a minute.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from seqdemo.rooms.limits import HOUR, Limits, RoomError
from seqdemo.rooms.schema import meta, rooms, tries


def address_hash(connection: Connection, address: str) -> str:
    """What stands for an address in this database, and in no other."""
    salt: str | None = connection.scalar(select(meta.c.value).where(meta.c.name == "salt"))
    return hashlib.sha256(f"{salt} {address}".encode()).hexdigest()[:32]


def check_tries(connection: Connection, address: str, now: float, limits: Limits) -> None:
    """Let somebody try a code or a token.

    Args:
        connection: To the database.
        address: Its hash.
        now: Unix time.
        limits: How many failures are too many.

    Raises:
        RoomError: If too many tries have failed, of this address or of all.
    """
    recent = select(func.count()).select_from(tries).where(_counts(now, limits))
    own: int = connection.scalar(recent.where(tries.c.address == address)) or 0
    every: int = connection.scalar(recent) or 0
    if own >= limits.tries or (every >= limits.tries_in_all and own >= limits.free_tries):
        minutes = round(limits.window / 60)
        raise RoomError(f"too many wrong codes came from here: try again in {minutes} minutes")


def _counts(now: float, limits: Limits) -> ColumnElement[bool]:
    """Within the window; one from far ahead was noted while the clock was wrong."""
    return tries.c.at.between(now - limits.window, now + limits.window)


def note_failure(connection: Connection, address: str, now: float, limits: Limits) -> None:
    """Note a failed try, and forget those that do not count any more."""
    connection.execute(delete(tries).where(~_counts(now, limits)))
    connection.execute(insert(tries).values(address=address, at=now))


def check_opening(connection: Connection, address: str, now: float, limits: Limits) -> None:
    """Let somebody open a room.

    Raises:
        RoomError: If the server is full, or this address has opened many within the hour.
    """
    count = select(func.count()).select_from(rooms)
    if (connection.scalar(count) or 0) >= limits.rooms:
        raise RoomError("this server has no room free now: close one, or try again later")
    own = count.where(rooms.c.address == address, rooms.c.opened.between(now - HOUR, now + HOUR))
    if (connection.scalar(own) or 0) >= limits.rooms_per_address:
        raise RoomError("many rooms were opened from here within the hour: try again later")
