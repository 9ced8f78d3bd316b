"""Teacher: what the one who opened a room can do in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from seqdemo.rooms import rows
from seqdemo.rooms.limits import RoomError
from seqdemo.rooms.phases import Move, after
from seqdemo.rooms.play import next_letter, start_play, stop_play
from seqdemo.rooms.records import Poll, Room
from seqdemo.rooms.schema import hidden_answers, polls, pupils, rooms, snapshots

if TYPE_CHECKING:
    from seqdemo.rooms.store import RoomStore


class Teacher:
    """A teacher's right to one room.

    Attributes:
        code: Of the room.
    """

    def __init__(self, store: RoomStore, code: str) -> None:
        self._store, self.code = store, code

    def room(self) -> Room:
        """The room.

        Raises:
            RoomError: If it was closed.
        """
        return self._store.room(self.code)

    def go(self, step: int) -> None:
        """Go to a step, and all who are on the teacher's step with them.

        Raises:
            RoomError: If the lesson has no such step.
        """
        room = self.room()
        if not 0 <= step < room.steps:
            raise RoomError(f"the lesson has steps 1 to {room.steps}")
        self._set(step=step, showing=None, ended=False)

    def end(self) -> None:
        """Show all the lesson's end; `go` leads back to a step.

        Raises:
            RoomError: If there are steps to come.
        """
        room = self.room()
        if room.step != room.steps - 1:
            raise RoomError("the end comes after the last step")
        self._set(ended=True, showing=None)

    def free(self, up_to: int | None) -> None:
        """Let pupils go freely up to a step, or, with None, have all on the teacher's step."""
        room = self.room()
        if up_to is not None and not 0 <= up_to < room.steps:
            raise RoomError(f"the lesson has steps 1 to {room.steps}")
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now, free_to=up_to, ended=False)
            if up_to is not None:  # nobody is thrown back to the beginning
                here = update(pupils).where(pupils.c.code == self.code)
                connection.execute(here.values(step=min(room.step, up_to)))

    def pause(self, paused: bool) -> None:
        """Have all look up, or go on."""
        self._set(paused=paused)

    def shut(self, shut: bool) -> None:
        """Let nobody new in, or open the door again."""
        self._set(shut=shut)

    def show_live(self, live: bool) -> None:
        """Show counts and drawings on the board before the answer, or not."""
        self._set(live=live)

    def move(self, step: int, move: Move, found: Mapping[str, Any] | None = None) -> None:
        """Open, close or repeat the vote of a step, or reveal its answer.

        Args:
            step: From 0.
            move: See `phases`.
            found: What the network says, if it was asked for this.

        Raises:
            RoomError: If that cannot be done now.
        """
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            room = rows.read_room(connection, self.code, now)
            poll = room.poll(step)
            known = dict(found) if found is not None else poll.found
            self._put(connection, step, Poll(after(move, poll.phase), known))

    def note(self, step: int, found: Mapping[str, Any]) -> None:
        """Note what the network says to the question of a step; nobody sees it yet."""
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            room = rows.read_room(connection, self.code, now)
            self._put(connection, step, Poll(room.poll(step).phase, dict(found)))

    def _put(self, connection: Connection, step: int, poll: Poll) -> None:
        here = (polls.c.code == self.code) & (polls.c.step == step)
        connection.execute(delete(polls).where(here))
        found = None if poll.found is None else json.dumps(poll.found)
        row = {"code": self.code, "step": step, "phase": poll.phase, "found": found}
        connection.execute(insert(polls).values(**row))

    def play(self, net: str, word: str) -> None:
        """Have the class be a network that reads a word.

        Args:
            net: Its name.
            word: Up to 20 letters; checked by who knows the network.
        """
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now, showing=None)
            start_play(connection, self.code, net, word)

    def next_letter(self, at: int) -> None:
        """Go on from the letter `at` of the play; from another one nothing happens."""
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            next_letter(connection, self.code, at)

    def stop_play(self) -> None:
        """End the play, and forget what was given in it."""
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            stop_play(connection, self.code)

    def hide(self, step: int, number: int, hidden: bool) -> None:
        """Keep a pupil's answer to a step off the board, or have it come back."""
        key = {"code": self.code, "step": step, "number": number}
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            here = [hidden_answers.c[name] == value for name, value in key.items()]
            connection.execute(delete(hidden_answers).where(*here))
            if hidden:
                connection.execute(insert(hidden_answers).values(**key))

    def snapshot(self, step: int, content: Mapping[str, Any]) -> int:
        """Keep a board as it is, to talk about later; returns its number.

        Raises:
            RoomError: If it is too large, or there are many.
        """
        text, limits = json.dumps(dict(content)), self._store.limits
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now)
            mine = snapshots.c.code == self.code
            latest = connection.scalar(select(func.max(snapshots.c.number)).where(mine)) or 0
            if latest >= limits.snapshots or len(text) > limits.snapshot:
                raise RoomError(f"a room keeps {limits.snapshots} snapshots")
            row = {"code": self.code, "number": latest + 1, "step": step, "content": text}
            connection.execute(insert(snapshots).values(**row, at=now))
        return int(latest) + 1

    def show(self, number: int | None) -> None:
        """Show a snapshot on the board, or, with None, what is going on."""
        self._set(showing=number)

    def close(self) -> None:
        """Close the room and delete all that was answered in it."""
        with self._store.database.writing() as connection:
            connection.execute(delete(rooms).where(rooms.c.code == self.code))

    def _set(self, **values: Any) -> None:
        with self._writing() as (connection, now):
            rows.change(connection, self.code, now, **values)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, float]]:
        with self._store.database.writing() as connection:
            yield connection, self._store.clock()
