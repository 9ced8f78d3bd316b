"""Slot: a place for a text, its generation and what was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.generation import Generation
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.shakespeare.examples import EXAMPLE, example
from seqdemo.demos.shakespeare.page import state
from seqdemo.demos.shakespeare.page.state import NAME, PACES, STATE
from seqdemo.demos.shakespeare.query import START, Write

SOON = 0.4
"""Seconds to wait for a text before showing it unfinished: most are done by then."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A text as it stands on the page.

    Attributes:
        text: Opening words and what is written so far.
        logits: Row t says what may follow character t, (T, V), nats; NaN where it was not read yet.
        trace: Every state; None while the text grows.
        read: Characters that the network has read so far.
        speed: Characters per second, 0 if not known.
    """

    text: str
    logits: FloatArray
    trace: Trace | None
    read: int
    speed: float = 0.0

    @classmethod
    def of(cls, trace: Trace, speed: float = 0.0) -> Shown:
        """A finished text."""
        assert trace.logits is not None
        return cls("".join(trace.inputs), trace.logits, trace, len(trace), speed)


class Slot:
    """One place for a text; what it holds is kept in the session.

    Attributes:
        name: Names the place.
        owner: Whether its text is the one that the link tells of.
        stage: Key of the fragment it is shown in while it is written.
    """

    def __init__(self, name: str, *, owner: bool) -> None:
        self.name, self.owner = name, owner
        self._key, self._sent_key = f"{NAME}.slot.{name}", f"{NAME}.sent.{name}"
        self._around_key, self._whole_key = f"{NAME}.around.{name}", f"{NAME}.whole.{name}"
        self.stage = f"{NAME}.stage.{name}"

    @property
    def generation(self) -> Generation | None:
        """The text in the making or made here; None for the shipped example."""
        found: Generation | None = st.session_state.get(self._key)
        return found

    @property
    def error(self) -> BaseException | None:
        """What ended the writing before its time."""
        return self.generation.error if self.generation else None

    @property
    def running(self) -> bool:
        """Whether the text grows."""
        return self.generation is not None and self.generation.running

    def prepare(self, asked: Write) -> None:
        """Have `asked` written, going on from the text that is there; the example is there.

        Raises:
            CheckpointError: If the files of the network or the example are damaged.
        """
        self.resend()
        before = self.generation
        if asked == example("lstm"):
            if before:
                before.stop()
            st.session_state.pop(self._key, None)
            _shipped()
        elif before is None or before.query != asked:
            self._begin(asked, before)

    def _begin(self, asked: Write, before: Generation | None) -> None:
        if before:
            before.stop()
        earlier = before.held if before else None
        writing = networks.writing(NAME, asked.cell, asked, earlier)
        pace = PACES[STATE["pace"]]
        known = 0 if before else writing.opening + _shared(asked, example("lstm"))
        generation = Generation(
            asked,
            writing,
            pace=pace,
            skip=known,
            again=lambda: networks.writing(NAME, asked.cell, asked),
        )
        st.session_state[self._key] = generation
        if not pace:
            generation.join(SOON)

    def stop(self) -> None:
        """Let the text end where it is; the link then says so too."""
        generation = self.generation
        if generation is None:
            return
        generation.stop()
        generation.join(2)
        length = max(1, generation.growing.steps - generation.growing.opening)
        state.shorten(length)
        changes = tuple(change for change in generation.query.changes if change[0] < length)
        generation.query = replace(generation.query, length=length, changes=changes)

    def shown(self, asked: Write) -> Shown:
        """What stands here by now."""
        generation = self.generation
        if generation is None:
            return Shown.of(_shipped())
        running, growing = generation.running, generation.growing
        if not running and growing.steps:
            return Shown.of(generation.trace(), generation.speed)
        read = growing.steps
        if read >= growing.opening:
            text = growing.text(0, read)
            return Shown(text, growing.logits[:read], None, read, generation.speed)
        opening = asked.prompt or START
        unread = np.full((len(opening), len(state.vocabulary())), np.nan, np.float32)
        return Shown(opening, unread, None, 0)

    def finished(self, asked: Write) -> Callable[[], Trace]:
        """What waits for the end of the text, in any thread, and gives its trace."""
        generation = self.generation

        def wait() -> Trace:
            if generation is None:  # the example that ships is in half precision
                return networks.long_trace(NAME, asked.cell, asked, repr(asked))
            generation.join()
            return generation.trace()

        return wait

    def resend(self) -> None:
        """Let the next message hold the whole text, and all that is said of it."""
        st.session_state[self._sent_key] = 0, 0
        st.session_state[self._whole_key] = self.whole + 1

    @property
    def whole(self) -> int:
        """Names the latest message that held all: who has skipped it asks for another."""
        return int(st.session_state.get(self._whole_key, 0))

    def first_new(self, shown: Shown) -> int:
        """Character at which the next message may begin.

        While a text grows the last message is repeated: should the browser have skipped it for a
        later one, nothing is lost.
        """
        before, last = st.session_state[self._sent_key]
        st.session_state[self._sent_key] = last, shown.read
        return int(before if shown.trace is None else last)

    def ask_for_states(self, place: int) -> None:
        """Let the next message hold the states around a character."""
        st.session_state[self._around_key] = place

    def take_asked(self) -> int | None:
        """The character whose states were asked for since the last message, if any."""
        found: int | None = st.session_state.pop(self._around_key, None)
        return found


def _shipped() -> Trace:
    return networks.example_file(ASSETS / NAME / "lstm" / EXAMPLE)


def _shared(asked: Write, other: Write) -> int:
    """Written characters up to which two texts are known to be the same."""
    if (asked.prompt, asked.cell, asked.sampling) != (other.prompt, other.cell, other.sampling):
        return 0
    differ = set(asked.changes) ^ set(other.changes)
    return min([other.length, *(place for place, _ in differ)])
