"""Seat: what a pupil can do in a room, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, insert, select, update

from seqdemo.rooms import rows
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.phases import open_round
from seqdemo.rooms.play import UnitValue, give_value
from seqdemo.rooms.records import Room, Vote
from seqdemo.rooms.schema import pupils, votes

if TYPE_CHECKING:
    from seqdemo.rooms.store import RoomStore

LARGEST = 999
"""Largest value of a unit."""

LOOK_UP = "look up: your teacher has paused the room"
SIGN_OF_LIFE = 20.0
"""Seconds after which somebody who is still there is noted again."""


class Seat:
    """A pupil's right: answers of their own, where they are.

    Attributes:
        code: Of the room.
        number: Of the pupil.
        name: An animal.
    """

    def __init__(self, store: RoomStore, code: str, number: int, name: str) -> None:
        self._store, self.code, self.number, self.name = store, code, number, name
        self._seen = 0.0

    def room(self) -> Room:
        """The room.

        Raises:
            RoomError: If it was closed.
        """
        return self._store.room(self.code)

    def answer(self, step: int, text: str) -> None:
        """Answer the question of a step, or change the answer while the vote is open.

        Args:
            step: From 0.
            text: The answer; checked by who knows the question.

        Raises:
            RoomError: If it cannot be answered now, or the text is too long.
        """
        if not text or len(text) > self._store.limits.answer:
            raise RoomError(f"an answer has 1 to {self._store.limits.answer} characters")
        now = self._store.clock()
        with self._store.database.writing() as connection:
            rows.note_answer(connection, self.code, now)
            # Closing the vote changes the same row: an answer comes before it, or not at all.
            room = rows.read_room(connection, self.code, now)
            number = open_round(room.poll(step).phase)
            if number is None or not room.reaches(step):
                raise RoomError("this vote is not open")
            if room.paused:
                raise RoomError(LOOK_UP)
            key = {"code": self.code, "step": step, "round": number, "number": self.number}
            mine = [votes.c[name] == value for name, value in key.items()]
            connection.execute(delete(votes).where(*mine))
            connection.execute(insert(votes).values(**key, answer=text, at=now))

    def give(self, at: int, value: float) -> None:
        """Give the new value of the pupil's unit, or another one while its letter is read.

        Args:
            at: Place of the letter, from 0.
            value: The unit's new hidden state.

        Raises:
            RoomError: If the play is not at that letter, or the value is none.
        """
        if not abs(value) <= LARGEST:
            raise RoomError(f"write a number from −{LARGEST} to {LARGEST}")
        now = self._store.clock()
        with self._store.database.writing() as connection:
            rows.note_answer(connection, self.code, now)
            room = rows.read_room(connection, self.code, now)
            if room.play is None or room.play.over or room.play.at != at:
                raise RoomError("the class is at another letter")
            if room.paused:
                raise RoomError(LOOK_UP)
            give_value(connection, self.code, UnitValue(at, self.number, value))

    def answers(self) -> list[Vote]:
        """What this pupil has answered."""
        with self._store.database.reading() as connection:
            return rows.read_votes(connection, self.code, number=self.number)

    def go(self, step: int) -> None:
        """Go to a step, as far as the teacher lets pupils go freely.

        Raises:
            RoomError: If it is not open to them.
        """
        now = self._store.clock()
        with self._store.database.writing() as connection:
            rows.note_answer(connection, self.code, now)
            room = rows.read_room(connection, self.code, now)
            if room.free_to is None or not room.reaches(step):
                raise RoomError("this step is not open yet")
            connection.execute(update(pupils).where(self._row()).values(step=step, seen=now))

    def step(self, room: Room) -> int:
        """Where this pupil is: on the teacher's step, or where they went."""
        if room.free_to is None:
            return room.step
        with self._store.database.reading() as connection:
            step: int | None = connection.scalar(select(pupils.c.step).where(self._row()))
        return min(step or 0, room.free_to)

    def here(self) -> None:
        """Give a sign of life; written now and then."""
        now = self._store.clock()
        if now - self._seen < SIGN_OF_LIFE:
            return
        self._seen = now
        with self._store.database.writing() as connection:
            connection.execute(update(pupils).where(self._row()).values(seen=now))

    def _row(self) -> ColumnElement[bool]:
        return (pupils.c.code == self.code) & (pupils.c.number == self.number)
