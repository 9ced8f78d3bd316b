"""Store of the rooms: opens them, lets people in, forgets them.

A right is an object: `Teacher` and `Seat` are given out for a token, and only they can write.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select, update

from seqdemo.rooms import rows
from seqdemo.rooms.attempts import address_hash, check_opening, check_tries, note_failure
from seqdemo.rooms.clock import steady_clock
from seqdemo.rooms.codes import new_code, read_code
from seqdemo.rooms.database import Database
from seqdemo.rooms.limits import LIMITS, Limits, RoomError, RoomGone
from seqdemo.rooms.names import new_name
from seqdemo.rooms.play import UnitValue, read_values
from seqdemo.rooms.records import Pupil, Room, Snapshot, Vote
from seqdemo.rooms.schema import pupils, rooms
from seqdemo.rooms.seat import Seat
from seqdemo.rooms.teacher import Teacher
from seqdemo.rooms.tokens import is_token, new_token, token_hash

NOBODY = "no room has this code: look at the board again"
_KEPT = 400


class RoomStore:
    """All rooms of a database; any number of processes may have one each.

    Args:
        database: Where they are kept.
        limits: How many, how large.
        clock: Unix time in seconds; one that no correction moves unless given.
    """

    def __init__(
        self,
        database: Database,
        limits: Limits = LIMITS,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.database, self.limits, self.clock = database, limits, clock or steady_clock()
        self._known: dict[str, Room] = {}
        self.purge()

    def open(self, title: str, lesson: str, steps: int, address: str = "") -> tuple[str, str]:
        """Open a room; returns its code and the teacher's token, which is told this once.

        Args:
            title: Of the lesson.
            lesson: Its text.
            steps: How many it has.
            address: Where the teacher comes from.

        Raises:
            RoomError: If the lesson is too long, or there are too many rooms.
        """
        if len(lesson) > self.limits.lesson or not 1 <= steps <= self.limits.steps:
            raise RoomError(f"a lesson for a room has 1 to {self.limits.steps} steps")
        self.purge()
        token, now = new_token(), self.clock()
        with self.database.writing() as connection:
            place = address_hash(connection, address)
            check_opening(connection, place, now, self.limits)
            code = self._free_code(connection)
            row = {"code": code, "teacher": token_hash(token), "address": place}
            row |= {"title": title, "lesson": lesson}
            times = {"opened": now, "expires": now + self.limits.seconds}
            connection.execute(insert(rooms).values(**row, **times, steps=steps))
        return code, token

    def _free_code(self, connection: Connection) -> str:
        while True:
            code = new_code()
            if connection.scalar(select(rooms.c.code).where(rooms.c.code == code)) is None:
                return code

    def room(self, code: str) -> Room:
        """A room somebody is in; while nothing has changed, one short query.

        Raises:
            RoomError: If it was closed or forgotten.
        """
        now = self.clock()
        stand = select(rooms.c.revision, rooms.c.answered).where(
            (rooms.c.code == code) & (rooms.c.expires > now)
        )
        with self.database.reading() as connection:
            row = connection.execute(stand).first()
            if row is None:
                self._known.pop(code, None)
                raise RoomGone(rows.GONE)
            known = self._known.get(code)
            if known is None or known.revision != row.revision:
                known = self._keep(rows.read_room(connection, code, now))
        return known if known.answered == row.answered else replace(known, answered=row.answered)

    def _keep(self, room: Room) -> Room:
        while len(self._known) >= _KEPT:
            self._known.pop(next(iter(self._known)), None)
        self._known[room.code] = room
        return room

    def find(self, typed: str, address: str = "") -> str:
        """The code of a room somebody wants to see; tries that fail are counted.

        Args:
            typed: What they typed or came with.
            address: Where they come from.

        Raises:
            RoomError: If there is none, or too many tries have failed.
            ValueError: If no room can have that code.
        """
        code, now = read_code(typed), self.clock()
        open_rooms = select(rooms.c.code).where((rooms.c.code == code) & (rooms.c.expires > now))
        self._check(address)
        with self.database.reading() as connection:
            if connection.scalar(open_rooms) is not None:
                return code
        self._fail(address)
        raise RoomError(NOBODY)

    def join(self, typed: str, address: str = "") -> tuple[Seat, str]:
        """Come into a room as somebody new; returns the seat and its token, told this once.

        Raises:
            RoomError: If there is no such room, nobody new may come in, or it is full.
            ValueError: If no room can have that code.
        """
        code, token, now = self.find(typed, address), new_token(), self.clock()
        with self.database.writing() as connection:
            rows.note_answer(connection, code, now)
            if rows.read_room(connection, code, now).shut:
                raise RoomError("the teacher has closed the door of this room")
            here = rows.read_pupils(connection, code)
            if len(here) >= self.limits.pupils:
                raise RoomError(f"this room is full: {len(here)} are in it")
            number, name = len(here) + 1, new_name({pupil.name for pupil in here})
            row = {"code": code, "number": number, "name": name, "token": token_hash(token)}
            connection.execute(insert(pupils).values(**row, step=0, seen=now))
        return Seat(self, code, number, name), f"{number}.{token}"

    def seat(self, code: str, token: str, address: str = "") -> Seat:
        """The seat of somebody who comes back.

        Raises:
            RoomError: If it is nobody's token; that counts as a failed try.
        """
        number, _, secret = token.partition(".")
        self._check(address)
        with self.database.reading() as connection:
            asked = select(pupils.c.name, pupils.c.token).where(pupils.c.code == code)
            known = number.isascii() and number.isdigit() and len(number) < 4
            row = (
                connection.execute(asked.where(pupils.c.number == int(number))).first()
                if known
                else None
            )
        if row is None or not is_token(secret, row.token):
            self._fail(address)
            raise RoomError("this room does not know you: join it again")
        return Seat(self, code, int(number), row.name)

    def teacher(self, code: str, token: str, address: str = "") -> Teacher:
        """The teacher's right to a room.

        Raises:
            RoomError: If it is not their token; that counts as a failed try.
        """
        self._check(address)
        with self.database.reading() as connection:
            stored = connection.scalar(select(rooms.c.teacher).where(rooms.c.code == code))
        if stored is None or not is_token(token, stored):
            self._fail(address)
            raise RoomError("only the browser in which a room was opened can lead it")
        return Teacher(self, code)

    def _check(self, address: str) -> None:
        with self.database.reading() as connection:
            place = address_hash(connection, address)
            check_tries(connection, place, self.clock(), self.limits)

    def _fail(self, address: str) -> None:
        with self.database.writing() as connection:
            place = address_hash(connection, address)
            note_failure(connection, place, self.clock(), self.limits)

    def pupils(self, code: str) -> list[Pupil]:
        """Who is in a room, in the order of coming."""
        with self.database.reading() as connection:
            return rows.read_pupils(connection, code)

    def votes(self, code: str, step: int | None = None) -> list[Vote]:
        """Answers to the question of a step; to all unless given. For teacher and board alone."""
        with self.database.reading() as connection:
            return rows.read_votes(connection, code, step=step)

    def unit_values(self, code: str) -> list[UnitValue]:
        """What pupils gave for their units in a room's play. For teacher and board alone."""
        with self.database.reading() as connection:
            return read_values(connection, code)

    def snapshots(self, code: str) -> list[Snapshot]:
        """Snapshots of a room."""
        with self.database.reading() as connection:
            return list(rows.read_snapshots(connection, code))

    def purge(self) -> int:
        """Delete rooms that have had their day, with all that was answered; returns how many.

        A room that was opened while the clock was wrong, and ahead, has its day from now on.
        """
        now = self.clock()
        latest = now + self.limits.seconds
        with self.database.writing() as connection:
            gone = connection.execute(delete(rooms).where(rooms.c.expires <= now))
            ahead = update(rooms).where(rooms.c.expires > latest)
            connection.execute(ahead.values(expires=latest, opened=now))
        return int(gone.rowcount)
