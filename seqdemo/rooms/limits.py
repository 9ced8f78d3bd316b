"""Limits of a server's rooms: how many, how large, kept how long."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE, HOUR = 60.0, 3600.0


class RoomError(ValueError):
    """Something a room refuses; the message is a sentence for visitors."""

    @property
    def sentence(self) -> str:
        """The message with a capital and a full stop."""
        text = str(self)
        return f"{text[:1].upper()}{text[1:]}."


class RoomAway(RoomError):
    """The database does not answer now; it will be asked again."""


class RoomGone(RoomError):
    """A room that was closed, or has had its day."""


@dataclass(frozen=True)
class Limits:
    """What keeps strangers from filling the disk or guessing rooms.

    At these values a store holds at most 200 rooms of 120 kB of lesson, 80 pupils with 40 steps of
    two answers, and 20 snapshots of 20 kB: 0.6 GB if all was used to the full.

    Attributes:
        rooms: At one time.
        rooms_per_address: Opened within an hour from one address, such as a whole school's.
        pupils: In one room.
        lesson: Characters of a lesson's text.
        steps: Of one lesson.
        answer: Characters of one answer.
        snapshots: Of one room.
        snapshot: Characters of one snapshot.
        seconds: From opening a room until all of it is deleted.
        window: Seconds for which a failed try counts.
        tries: Failed tries from one address within the window.
        tries_in_all: Failed tries from all addresses within the window.
        free_tries: Tries of an address that a server full of others' failures still lets it have.
    """

    rooms: int = 200
    rooms_per_address: int = 20
    pupils: int = 80
    lesson: int = 120_000
    steps: int = 40
    answer: int = 300
    snapshots: int = 20
    snapshot: int = 20_000
    seconds: float = 24 * HOUR
    window: float = 10 * MINUTE
    tries: int = 20
    tries_in_all: int = 200
    free_tries: int = 2


LIMITS = Limits()
