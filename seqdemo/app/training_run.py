"""Training run: frames that a visitor's training has told, and the job."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from itertools import count
from typing import Any, ClassVar

import streamlit as st

from seqdemo.app import background, networks
from seqdemo.app.job import Job
from seqdemo.app.jobs import JOBS, SECONDS
from seqdemo.training.framing import Message

_VISITOR = "seqdemo.visitor"
_NUMBERS = count(1)


def visitor() -> str:
    """Name of this session, for its jobs."""
    found: str = st.session_state.setdefault(_VISITOR, secrets.token_hex(8))
    return found


def warm_up(module: str) -> None:
    """Have what trains ready, in a process beside the pages and here, once the page is out."""
    JOBS.warm_up(module)
    _load(module)


@st.cache_resource(show_spinner=False)
def _load(module: str) -> object:
    return background.start(partial(_import, module), after=networks.PAINT_SECONDS)


def _import(module: str) -> None:
    import_module(module)


class TrainingRun:
    """One training: subclasses say what is trained.

    A frame is what its job tells: "update" and whatever a page shows, with the state of the
    networks as payload, from which the training can go on.

    Attributes:
        work: "package.module:function" that trains, see `seqdemo.training.worker.Work`.
        most_states: Frames whose states are kept; of more, every other one.
        states_at_rest: The same while another training is on screen.
        seconds: CPU seconds of a job.
        visitor: Whose it is.
        frames: What was told so far, in order of updates, with the states of some.
        at: Place of the frame they have gone back to; None is the last.
        until: Update at which it ends.
        job: What trains now, or did last.
        number: Names it among all; another one whenever frames are taken away.
    """

    work: ClassVar[str]
    most_states: ClassVar[int] = 24
    states_at_rest: ClassVar[int] = 4
    seconds: ClassVar[float] = SECONDS

    def __init__(self, visitor: str) -> None:
        self.visitor, self.frames = visitor, list[Message]()
        self.at: int | None = None
        self.job: Job | None = None
        self.until = self._taken = 0
        self.number = next(_NUMBERS)
        self._left = 0.0

    def order(self) -> tuple[Mapping[str, Any], bytes]:
        """What the job is given beside "update" and "until", and its payload."""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        """Whether it trains, or waits for its turn."""
        return self.job is not None and (self.job.running or self._yielded)

    @property
    def _yielded(self) -> bool:
        """Whether its job made room for others, and is to go on."""
        return self._left > 0 and self.job is not None and self.job.end == "yielded"

    @property
    def update(self) -> int:
        """The update the visitor is at."""
        return self._update(self.at)

    @property
    def state(self) -> bytes:
        """State of all networks there; b"" before the first update."""
        return self.frames[self.place].payload if self.frames else b""

    @property
    def place(self) -> int:
        """Place of the frame the visitor is at; -1 before there is one."""
        return len(self.frames) - 1 if self.at is None else self.at

    def doing(self) -> dict[str, Any]:
        """What it is doing, in a word: "state", and its "place" in the line."""
        if self.job is None or not self.running:
            over = "done" if self.update >= self.until else "paused"
            return {"state": over if self.update else "fresh", "place": 0}
        place = JOBS.place(self.job)
        return {"state": "line" if place else "running" if self.frames else "waiting"} | {
            "place": place
        }

    def go(self, until: int) -> None:
        """Train on from where the visitor is."""
        self.cut()
        self.until, self._left = until, self.seconds
        self._begin()

    def _begin(self) -> None:
        self._taken = 0
        given, payload = self.order()
        given = {**given, "update": self.update, "until": self.until}
        self.job = JOBS.begin(self.visitor, self.work, given, payload, self._left, resumable=True)

    def stop(self) -> None:
        """Pause, or leave the line."""
        self._left = 0.0
        if self.job is not None:
            self.job.stop()

    def rest(self) -> None:
        """Pause while another training is on screen; what it has told stays."""
        self.stop()
        self.take()
        self.thin(self.states_at_rest)

    def back(self, update: int) -> None:
        """Go to the last frame up to `update` whose state is kept."""
        self.stop()
        places = [n for n, frame in enumerate(self.frames) if frame.payload]
        fitting = [n for n in places if self._update(n) <= update]
        self.at = fitting[-1] if fitting else None

    def take(self) -> None:
        """Take over what the job has told; one that made room waits for its next turn."""
        if self.job is None:
            return
        self.job.look()
        yielded = self._yielded
        events = self.job.events
        for place in range(self._taken, len(events)):
            event, events[place] = events[place], Message({})  # a large state is kept once
            self._taken += 1
            if not self.frames or event.told["update"] > self._update(None):
                self.frames.append(event)
        self.thin()
        if yielded:
            self._left -= self.job.spent
            if self._left > 0:
                self._begin()

    def steer(self, told: Mapping[str, Any], *, length: int, most: int) -> bool:
        """Do what the buttons of a player ask; whether there was anything to do.

        Args:
            told: {"act": "go"}, "one", "pause" or "back", that with an "update".
            length: Updates between two places at which it stops.
            most: Updates after which it does not go on.
        """
        match told:
            case {"act": "go"} if not self.running:
                self.go(min(most, (self.update // length + 1) * length))
            case {"act": "one"} if not self.running:
                self.go(self.update + 1)
            case {"act": "pause"}:
                self.stop()
                return not self.running
            case {"act": "back", "update": int(update)}:
                self.back(update)
            case _:
                return False
        return True

    def cut(self) -> None:
        """Forget what came after the place to which the visitor went back."""
        if self.at is None:
            return
        del self.frames[self.at + 1 :]
        self.at, self.number = None, next(_NUMBERS)

    def spared(self) -> int | None:
        """Place of a frame whose state is kept, beside the first, the last and where one is."""
        return None

    def thin(self, most: int | None = None) -> None:
        """Keep the states of some frames, evenly, the first and the last among them.

        Args:
            most: How many; `most_states` if left out.
        """
        most = most or self.most_states
        while len(kept := [n for n, one in enumerate(self.frames) if one.payload]) > most:
            at, spared = [self._update(n) for n in kept], self.spared()
            gaps = {
                place: after - before
                for place, before, after in zip(kept[1:], at, at[2:], strict=False)
                if place not in (spared, self.at)
            }
            least = min(gaps, key=gaps.__getitem__)
            self.frames[least] = Message(self.frames[least].told)

    def _update(self, place: int | None) -> int:
        if not self.frames:
            return 0
        return int(self.frames[-1 if place is None else place].told["update"])
