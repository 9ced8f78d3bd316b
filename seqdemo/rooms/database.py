"""Database of the rooms: an SQLite file, or SEQDEMO_DATABASE_URL.

SQLite in write-ahead mode serves several processes of one machine: readers never wait, writers take
turns. What is committed outlives a killed process. For several machines PostgreSQL does the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from seqdemo.core.cache_folder import CACHE, cache_folder, users_data
from seqdemo.rooms.limits import RoomAway
from seqdemo.rooms.migrations import migrate

URL = "SEQDEMO_DATABASE_URL"
"""Environment variable that names a database, such as postgresql://user:password@host/name."""

PATIENCE = 10.0
"""Seconds that a writer waits for its turn."""

_DRIVER = {"postgresql://": "postgresql+psycopg://", "postgres://": "postgresql+psycopg://"}
_LINE = {
    "connect_timeout": 4,  # seconds
    "tcp_user_timeout": 8_000,  # milliseconds
    "keepalives_idle": 5,  # seconds
    "keepalives_interval": 2,
}
"""A line that is cut without a word, such as a network cable, is noticed within seconds."""
_DIRECT = {"isolation_level": "AUTOCOMMIT"}


class Database:
    """Connections to a database whose tables are there.

    Args:
        url: As SQLAlchemy reads it; `default_url()` unless given.

    Raises:
        RoomAway: If it cannot be opened.
        RoomError: If it is of a later release.
    """

    def __init__(self, url: str | None = None) -> None:
        try:
            self._engine = _engine(with_driver(url or default_url()))
            with self._engine.begin() as connection:
                migrate(connection)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise RoomAway(f"rooms cannot be kept: {_reason(error)}") from error
        self._readers = self._engine.execution_options(**_DIRECT)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for single SELECTs; waits for nobody.

        Raises:
            RoomAway: If the database does not answer.
        """
        with _sentences(), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all that is written in it, or, after an exception, nothing.

        Raises:
            RoomAway: If the database does not answer.
        """
        with _sentences(), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def default_url() -> str:
    """What SEQDEMO_DATABASE_URL says, or the file rooms.sqlite among the user's data.

    Where SEQDEMO_CACHE names a folder, as in tests, the file stands there.
    """
    named = os.environ.get(URL)
    if named:
        return named
    folder = cache_folder("rooms") if os.environ.get(CACHE) else users_data()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'rooms.sqlite'}"


def with_driver(url: str) -> str:
    """A URL of PostgreSQL with the driver that the extra `postgresql` installs."""
    found = next((plain for plain in _DRIVER if url.startswith(plain)), None)
    return _DRIVER[found] + url.removeprefix(found) if found else url


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=8,
            max_overflow=24,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,
            connect_args=_LINE if "psycopg" in url else {},
        )
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set up an SQLite connection; the driver leaves transactions to us."""
    connection.isolation_level = None
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Take the writer's turn at once: a reader that later wants to write may be refused."""
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise RoomAway(f"the rooms cannot be reached now: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    """Why, without the statement and its values; a URL may hold a password."""
    return f"{type(getattr(error, 'orig', None) or error).__name__}"
