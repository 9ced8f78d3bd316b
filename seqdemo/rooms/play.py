"""Play of a room: its pupils are the units of a small network.

One a room, in tables of its own: what a pupil gives for a unit, by the place of the letter.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from seqdemo.rooms.schema import plays, unit_values


@dataclass(frozen=True)
class Play:
    """Which network a room plays, and how far it is.

    Attributes:
        net: Name of the network.
        word: The letters it reads.
        at: Place of the letter that values are asked for, from 0; the word's length at the end.
    """

    net: str
    word: str
    at: int

    @property
    def over(self) -> bool:
        """Whether all letters have been read."""
        return self.at >= len(self.word)


@dataclass(frozen=True)
class UnitValue:
    """What one pupil gave for their unit.

    Attributes:
        at: Place of the letter, from 0.
        number: Of the pupil.
        value: New hidden state of the unit.
    """

    at: int
    number: int
    value: float


def read_play(connection: Connection, code: str) -> Play | None:
    """The play of a room; None if there is none."""
    row = connection.execute(select(plays).where(plays.c.code == code)).first()
    return None if row is None else Play(row.net, row.word, row.at)


def start_play(connection: Connection, code: str, net: str, word: str) -> None:
    """Begin a play at the first letter; another one is forgotten."""
    stop_play(connection, code)
    connection.execute(insert(plays).values(code=code, net=net, word=word, at=0))


def stop_play(connection: Connection, code: str) -> None:
    """Forget the play of a room, and all values given in it."""
    for table in (plays, unit_values):
        connection.execute(delete(table).where(table.c.code == code))


def next_letter(connection: Connection, code: str, at: int) -> None:
    """Go on to the next letter, if the play is still at the letter `at`."""
    here = (plays.c.code == code) & (plays.c.at == at)
    connection.execute(update(plays).where(here).values(at=at + 1))


def give_value(connection: Connection, code: str, given: UnitValue) -> None:
    """Keep what a pupil gives, in place of what they gave for the same letter before."""
    key = {"code": code, "at": given.at, "number": given.number}
    mine = [unit_values.c[name] == value for name, value in key.items()]
    connection.execute(delete(unit_values).where(*mine))
    connection.execute(insert(unit_values).values(**key, value=given.value))


def read_values(connection: Connection, code: str) -> list[UnitValue]:
    """All values of a play, in the order of letters and pupils."""
    asked = select(unit_values).where(unit_values.c.code == code)
    rows = connection.execute(asked.order_by(unit_values.c.at, unit_values.c.number))
    return [UnitValue(row.at, row.number, row.value) for row in rows]
