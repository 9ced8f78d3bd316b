"""Records of the store: room, pupil, poll, vote, snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from seqdemo.rooms.phases import Phase
from seqdemo.rooms.play import Play


@dataclass(frozen=True)
class Poll:
    """Where the question of one step stands.

    Attributes:
        phase: See `phases`.
        found: What the network says, once it was asked; nobody but the teacher may get it before
            the phase is "revealed". `right` are the right answers.
    """

    phase: Phase = "waiting"
    found: dict[str, Any] | None = None


@dataclass(frozen=True)
class Room:
    """A room as its teacher has set it, without what pupils answer.

    Attributes:
        code: Four letters.
        title: Of its lesson.
        lesson: Text of the lesson.
        steps: Of the lesson.
        revision: Grows with every change of what stands here.
        answered: Grows with every answer and every pupil who comes.
        step: The teacher's step, from 0.
        free_to: Pupils go freely up to this step; None while all are on the teacher's.
        paused: Whether all look up.
        shut: Whether nobody new comes in.
        live: Whether counts and drawings are shown on the board before the answer.
        showing: Number of the snapshot on the board, if any.
        ended: Whether all see the lesson's end, which comes after its last step.
        expires: Unix time at which it is deleted.
        polls: Step -> its poll; a step without one is waiting.
        play: The network that the class is, while it is one.
        hidden: Step and number of pupils whose answers the board leaves out.
    """

    code: str
    title: str
    lesson: str
    steps: int
    revision: int
    answered: int
    step: int
    free_to: int | None
    paused: bool
    shut: bool
    live: bool
    showing: int | None
    expires: float
    ended: bool = False
    polls: dict[int, Poll] = field(default_factory=dict)
    play: Play | None = None
    hidden: frozenset[tuple[int, int]] = frozenset()

    def poll(self, step: int) -> Poll:
        """The poll of a step; where pupils go freely, a vote they reach is open."""
        found = self.polls.get(step, Poll())
        if found.phase == "waiting" and self.free_to is not None and step <= self.free_to:
            return Poll("first", found.found)
        return found

    def reaches(self, step: int) -> bool:
        """Whether pupils may be at a step now."""
        return step == self.step if self.free_to is None else 0 <= step <= self.free_to


@dataclass(frozen=True)
class Pupil:
    """Somebody in a room.

    Attributes:
        number: From 1, in the order of coming.
        name: An animal.
        step: Where they are, if pupils go freely.
        seen: Unix time of the latest sign of life.
    """

    number: int
    name: str
    step: int
    seen: float


@dataclass(frozen=True)
class Vote:
    """One answer.

    Attributes:
        step: From 0.
        round: 1, or 2 after talking.
        number: Of the pupil.
        answer: Text; what it means depends on the kind of question.
    """

    step: int
    round: int
    number: int
    answer: str


@dataclass(frozen=True)
class Snapshot:
    """A board as it was.

    Attributes:
        number: From 1.
        step: From 0.
        content: What the board showed.
        at: Unix time.
    """

    number: int
    step: int
    content: dict[str, Any]
    at: float
