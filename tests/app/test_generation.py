"""The scribe: writes in a thread of its own, at a pace, until it is done or stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest

from seqdemo.app import generation as module
from seqdemo.app.generation import BREATH, Scribe
from seqdemo.demos.shakespeare.writing import Written

PATIENCE = 60  # seconds after which a thread counts as hung

broken_writing = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


def written(n: int) -> Written:
    return Written(n, np.full(3, n, np.float32))


def numbers() -> Iterator[Written]:
    """A writing without end: 0, 1, 2 and so on."""
    n = 0
    while True:
        yield written(n)
        n += 1


def finish(scribe: Scribe) -> Scribe:
    scribe.join(PATIENCE)
    assert not scribe.running, "the scribe hangs"
    return scribe


class Gate:
    """A writing that waits, after `free` characters, until it is opened."""

    def __init__(self, free: int) -> None:
        self.free = free
        self.reached, self.opened = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[Written]:
        for each in numbers():
            if each.symbol == self.free:
                self.reached.set()
                assert self.opened.wait(PATIENCE)
            yield each


# Writing


@pytest.mark.parametrize("length", [1, BREATH, 3 * BREATH + 5])
def test_it_writes_what_the_writing_gives_and_no_more(length: int) -> None:
    scribe = finish(Scribe(numbers(), length))
    assert scribe.length == length
    assert scribe.symbols == list(range(length))


def test_the_writing_is_asked_for_no_more_than_is_wanted() -> None:
    source = numbers()
    finish(Scribe(source, 7))
    assert next(source).symbol == 7


def test_the_logits_are_those_the_characters_were_drawn_from() -> None:
    scribe = finish(Scribe(numbers(), 5))
    logits = scribe.logits(3)
    assert logits.shape == (3, 3) and logits[:, 0].tolist() == [0, 1, 2]


def test_a_writing_that_ends_early_ends_the_scribe() -> None:
    scribe = finish(Scribe(iter([written(4), written(2)]), 100))
    assert scribe.symbols == [4, 2]


def test_what_is_written_can_be_looked_at_while_more_is_to_come() -> None:
    gate = Gate(free=3)
    scribe = Scribe(iter(gate), 10)
    assert gate.reached.wait(PATIENCE)
    seen = scribe.symbols
    assert scribe.running and seen == [0, 1, 2] and scribe.logits(3).shape == (3, 3)
    gate.opened.set()
    finish(scribe)
    assert seen == [0, 1, 2], "what was handed out grows"
    assert scribe.symbols == list(range(10))


def test_two_scribes_do_not_wait_for_each_other() -> None:
    gate = Gate(free=0)
    waiting = Scribe(iter(gate), 3)
    assert finish(Scribe(numbers(), 50)).symbols == list(range(50))
    assert waiting.running
    gate.opened.set()
    assert finish(waiting).symbols == [0, 1, 2]


# Stopping


def test_stop_ends_it_and_keeps_what_is_written() -> None:
    gate = Gate(free=5)
    scribe = Scribe(iter(gate), 1_000)
    assert gate.reached.wait(PATIENCE)
    scribe.stop()
    gate.opened.set()
    finish(scribe)
    # The character that is being written at that moment may still come.
    assert scribe.symbols in (list(range(5)), list(range(6)))


def test_stop_ends_a_pause_at_once() -> None:
    scribe = Scribe(numbers(), 100, pace=1e-4)  # the next one would come in three hours
    scribe.stop()
    assert len(finish(scribe).symbols) <= 1


def test_stopping_twice_and_after_the_end_is_harmless() -> None:
    scribe = finish(Scribe(numbers(), 4))
    scribe.stop()
    scribe.stop()
    assert scribe.symbols == [0, 1, 2, 3]


# Pace and speed, on a clock of their own


class Clock:
    """Time that passes only when the scribe pauses, or its writing takes a while."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def event(self) -> Clock.Event:
        return Clock.Event(self)

    def slow(self, seconds: float) -> Iterator[Written]:
        """A writing that takes `seconds` for each character."""
        for each in numbers():
            self.now += seconds
            yield each

    class Event(threading.Event):
        """Its wait is not waited for."""

        def __init__(self, clock: Clock) -> None:
            super().__init__()
            self.clock = clock

        def wait(self, timeout: float | None = None) -> bool:
            assert timeout is not None
            self.clock.pauses.append(timeout)
            self.clock.now += timeout
            return self.is_set()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    threads = SimpleNamespace(Event=clock.event, Thread=threading.Thread)
    monkeypatch.setattr(module, "threading", threads)
    monkeypatch.setattr(module, "perf_counter", lambda: clock.now)
    return clock


def test_without_a_pace_there_are_no_pauses(clock: Clock) -> None:
    finish(Scribe(clock.slow(0.01), 100))
    assert clock.pauses == []


@pytest.mark.parametrize("pace", [8.0, 30.0])
def test_a_pace_leaves_its_time_between_two_characters(clock: Clock, pace: float) -> None:
    finish(Scribe(clock.slow(0.001), 40, pace=pace))
    assert clock.now - 100 == pytest.approx(40 / pace)
    assert clock.pauses[1:] == pytest.approx([1 / pace - 0.001] * 39)


def test_what_is_known_already_is_not_paced(clock: Clock) -> None:
    finish(Scribe(clock.slow(0), 12, pace=10, skip=9))
    assert clock.pauses == pytest.approx([0.1] * 3)


def test_a_writing_slower_than_the_pace_is_not_slowed_further(clock: Clock) -> None:
    finish(Scribe(clock.slow(1), 5, pace=10))
    assert clock.pauses == [0] * 5


def test_the_pauses_do_not_pile_up_after_a_hitch(clock: Clock) -> None:
    """After ten lost seconds not a hundred characters come at once: half a second is made up."""

    def hitch() -> Iterator[Written]:
        for each in numbers():
            clock.now += 10 if each.symbol == 3 else 0
            yield each

    finish(Scribe(hitch(), 30, pace=10))
    assert sum(pause < 0.05 for pause in clock.pauses) <= 7
    assert clock.pauses[-1] == pytest.approx(0.1)


def test_the_speed_counts_writing_and_no_pauses(clock: Clock) -> None:
    scribe = finish(Scribe(clock.slow(0.25), 20, pace=1))
    assert sum(clock.pauses) > 0
    assert scribe.speed == pytest.approx(4)


def test_before_the_first_character_there_is_no_speed() -> None:
    gate = Gate(free=0)
    scribe = Scribe(iter(gate), 1)
    assert gate.reached.wait(PATIENCE)
    assert scribe.speed == 0 and scribe.symbols == []
    gate.opened.set()
    finish(scribe)


# Errors


def failing(after: int) -> Iterator[Written]:
    for each in numbers():
        if each.symbol == after:
            raise RuntimeError("the pen broke")
        yield each


@broken_writing
@pytest.mark.parametrize("pace", [0.0, 1e6])
def test_an_error_in_the_writing_ends_it_and_keeps_what_is_written(pace: float) -> None:
    scribe = finish(Scribe(failing(after=6), 100, pace=pace))
    assert scribe.symbols == list(range(6))
    scribe.stop()
    scribe.join(PATIENCE)


@broken_writing
def test_an_error_at_the_first_character_leaves_an_empty_text() -> None:
    scribe = finish(Scribe(failing(after=0), 100))
    assert scribe.symbols == [] and scribe.speed == 0
