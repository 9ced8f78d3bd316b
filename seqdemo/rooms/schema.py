"""Schema of the store's tables, as SQLAlchemy writes and reads them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

TABLES = MetaData()

meta = Table(
    "meta",
    TABLES,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""The version of the schema, and the salt of addresses."""

rooms = Table(
    "rooms",
    TABLES,
    Column("code", String(8), primary_key=True),
    Column("teacher", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("answered", Integer, nullable=False, default=0),
    Column("step", Integer, nullable=False, default=0),
    Column("free_to", Integer, nullable=True),
    Column("paused", Boolean, nullable=False, default=False),
    Column("shut", Boolean, nullable=False, default=False),
    Column("live", Boolean, nullable=False, default=False),
    Column("showing", Integer, nullable=True),
    Column("ended", Boolean, nullable=False, default=False, server_default=false()),
    Column("opened", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Index("rooms_expires", "expires"),
)


def _room() -> Column[str]:
    return Column("code", String(8), ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=True)


pupils = Table(
    "pupils",
    TABLES,
    _room(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(40), nullable=False),
    Column("token", String(64), nullable=False),
    Column("step", Integer, nullable=False, default=0),
    Column("seen", Float, nullable=False),
)

polls = Table(
    "polls",
    TABLES,
    _room(),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("phase", String(10), nullable=False),
    Column("found", Text, nullable=True),
)

votes = Table(
    "votes",
    TABLES,
    _room(),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("answer", Text, nullable=False),
    Column("at", Float, nullable=False),
)

snapshots = Table(
    "snapshots",
    TABLES,
    _room(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Float, nullable=False),
)

plays = Table(
    "plays",
    TABLES,
    _room(),
    Column("net", String(20), nullable=False),
    Column("word", String(20), nullable=False),
    Column("at", Integer, nullable=False),
)

unit_values = Table(
    "unit_values",
    TABLES,
    _room(),
    Column("at", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("value", Float, nullable=False),
)

hidden_answers = Table(
    "hidden_answers",
    TABLES,
    _room(),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
)
"""Answers that the teacher keeps off the board."""

tries = Table(
    "tries",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("address", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Index("tries_at", "at"),
)
