"""A generation: writes in the background, a chunk at a time, until it is done or stopped."""

from __future__ import annotations

import gc
import threading
from functools import partial

import numpy as np
import pytest

from seqdemo.app import generation as module
from seqdemo.app.budget import Budget
from seqdemo.app.generation import CHUNK_SIZE, Generation
from seqdemo.app.turns import Turns
from seqdemo.core.trace import FloatArray, LayerTrace, Trace

PATIENCE = 60  # seconds after which a thread counts as hung


class Counting:
    """A growing text whose symbols are "x", which notes how much it was asked for each time."""

    def __init__(self, length: int, *, opening: int = 1, failing_at: int | None = None) -> None:
        self.length, self.opening, self.steps = length, opening, 0
        self.asked: list[int] = []
        self._failing_at = failing_at

    def advance(self, count: int) -> int:
        if self._failing_at is not None and self.steps >= self._failing_at:
            raise RuntimeError("the pen broke")
        self.asked.append(count)
        made = min(count, self.length - self.steps)
        self.steps += made
        return made

    @property
    def logits(self) -> FloatArray:
        return np.zeros((self.steps, 2), np.float32)

    def text(self, first: int = 0, end: int | None = None) -> str:
        return ("x" * self.steps)[first:end]

    def bits(self) -> FloatArray:
        return np.arange(self.steps, dtype=np.float32)

    def trace(self) -> Trace:
        layer = LayerTrace("rnn", np.zeros((self.steps, 3), np.float32))
        return Trace(tuple("x" * self.steps), (layer,))


class Gate(Counting):
    """A growing text that waits, after `free` symbols, until it is opened."""

    def __init__(self, length: int, free: int) -> None:
        super().__init__(length)
        self.free = free
        self.reached, self.opened = threading.Event(), threading.Event()

    def advance(self, count: int) -> int:
        if self.steps >= self.free:
            self.reached.set()
            assert self.opened.wait(PATIENCE)
        return super().advance(min(count, self.free - self.steps) or count)


def finish(generation: Generation) -> Generation:
    generation.join(PATIENCE)
    assert not generation.running, "the generation hangs"
    return generation


# Writing


@pytest.mark.parametrize("length", [1, CHUNK_SIZE, 3 * CHUNK_SIZE + 5])
def test_it_writes_to_the_end_chunk_by_chunk(length: int) -> None:
    growing = Counting(length)
    generation = finish(Generation("asked", growing))
    assert generation.query == "asked" and generation.error is None
    assert generation.text == "x" * length and len(generation.bits) == length
    assert set(growing.asked) == {CHUNK_SIZE}
    assert len(growing.asked) == -(-length // CHUNK_SIZE)


def test_what_is_written_can_be_looked_at_while_more_is_to_come() -> None:
    gate = Gate(10, free=3)
    generation = Generation("asked", gate)
    assert gate.reached.wait(PATIENCE)
    assert generation.running and generation.text == "xxx"
    gate.opened.set()
    assert finish(generation).text == "x" * 10


def test_a_trace_is_there_at_the_end_and_made_once() -> None:
    gate = Gate(10, free=3)
    generation = Generation("asked", gate)
    assert gate.reached.wait(PATIENCE)
    with pytest.raises(RuntimeError, match="still growing"):
        generation.trace()
    gate.opened.set()
    trace = finish(generation).trace()
    assert len(trace) == 10 and generation.trace() is trace


# Stopping


def test_stop_ends_it_and_keeps_what_is_written() -> None:
    gate = Gate(1_000, free=5)
    generation = Generation("asked", gate)
    assert gate.reached.wait(PATIENCE)
    generation.stop()
    gate.opened.set()
    # The chunk that is being written at that moment still comes.
    assert 5 <= len(finish(generation).text) <= 5 + CHUNK_SIZE
    assert len(generation.trace()) == len(generation.text)


def test_a_text_that_is_stopped_at_once_has_one_symbol_that_was_not_given() -> None:
    """Its opening is read to the end, however long it is."""
    opening = 5 * CHUNK_SIZE
    growing = Counting(10_000 * CHUNK_SIZE, opening=opening)
    generation = Generation("asked", growing)
    generation.stop()
    assert opening < len(finish(generation).text) < growing.length


def test_stopping_twice_and_after_the_end_is_harmless() -> None:
    generation = finish(Generation("asked", Counting(4)))
    generation.stop()
    generation.stop()
    assert generation.text == "xxxx"


# Pace and speed, on a clock of their own


class Clock:
    """Time that passes only when a growing text takes a while, or nothing is due."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def run(self, generation: Generation) -> None:
        """Give it its turns when they are due."""
        while (due := generation.turn()) is not None:
            self.pauses.append(max(0.0, due - self.now))
            self.now = max(self.now, due)


class Slow(Counting):
    """Takes `seconds` of a clock for each symbol, and a hitch of ten once."""

    def __init__(self, clock: Clock, length: int, seconds: float, hitch: int = -1) -> None:
        super().__init__(length)
        self._clock, self._seconds, self._hitch = clock, seconds, hitch

    def advance(self, count: int) -> int:
        self._clock.now += 10 if self.steps == self._hitch else 0
        made = super().advance(count)
        self._clock.now += made * self._seconds
        return made


class Nobody(Turns):
    """Leaves every turn to the test."""

    def add(self, job: object) -> None:
        """Do nothing."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "_turns", Nobody(1))
    monkeypatch.setattr(module, "perf_counter", lambda: clock.now)
    return clock


def test_without_a_pace_there_are_no_pauses(clock: Clock) -> None:
    clock.run(Generation("asked", Slow(clock, 100, 0.01)))
    assert set(clock.pauses) == {0}


@pytest.mark.parametrize("pace", [8.0, 30.0])
def test_a_pace_leaves_its_time_between_two_symbols(clock: Clock, pace: float) -> None:
    """But not before the first one: what was given is read at once."""
    clock.run(Generation("asked", Slow(clock, 41, 0.001), pace=pace))
    assert clock.pauses[-38:] == pytest.approx([1 / pace - 0.001] * 38)
    assert clock.now - 100 == pytest.approx(39 / pace + 0.001, abs=2 / pace)


def test_what_is_known_already_is_not_paced(clock: Clock) -> None:
    growing = Slow(clock, 12, 0)
    clock.run(Generation("asked", growing, pace=10, skip=9))
    assert growing.asked == [9, 1, 1, 1]


def test_what_was_taken_over_is_not_paced_and_the_rest_is(clock: Clock) -> None:
    growing = Slow(clock, 12, 0)
    growing.steps = 10
    clock.run(Generation("asked", growing, pace=10))
    assert growing.asked == [1, 1]


def test_a_text_slower_than_the_pace_is_not_slowed_further(clock: Clock) -> None:
    clock.run(Generation("asked", Slow(clock, 6, 1), pace=10))
    assert clock.pauses == [0] * 5


def test_the_pauses_do_not_pile_up_after_a_hitch(clock: Clock) -> None:
    """After ten lost seconds not a hundred symbols come at once: half a second is made up."""
    clock.run(Generation("asked", Slow(clock, 40, 0, hitch=4), pace=10))
    assert 3 <= sum(pause < 0.05 for pause in clock.pauses) <= 8
    assert clock.pauses[-1] == pytest.approx(0.1)


def test_the_speed_counts_work_and_no_pauses(clock: Clock) -> None:
    generation = Generation("asked", Slow(clock, 20, 0.25), pace=1)
    assert generation.speed == 0
    clock.run(generation)
    assert sum(clock.pauses) > 0
    assert generation.speed == pytest.approx(4)


# Errors


@pytest.mark.parametrize("pace", [0.0, 1e6])
def test_an_error_ends_it_and_keeps_what_is_written(pace: float) -> None:
    generation = finish(Generation("asked", Counting(1_000, failing_at=70), pace=pace))
    assert str(generation.error) == "the pen broke"
    assert 70 <= len(generation.text) < 70 + CHUNK_SIZE


def test_an_error_at_the_first_symbol_leaves_an_empty_text() -> None:
    generation = finish(Generation("asked", Counting(100, failing_at=0)))
    assert generation.text == "" and generation.speed == 0 and generation.error


def test_a_broken_text_stops_no_other() -> None:
    for _ in range(3):
        finish(Generation("asked", Counting(100, failing_at=0)))
    assert len(finish(Generation("asked", Counting(100))).text) == 100


# Memory


def test_states_that_were_dropped_are_written_again_up_to_where_the_text_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = Budget(1)
    monkeypatch.setattr(module, "BUDGET", small)
    texts = []
    for length in (70, 80):
        again = partial(Counting, length)
        texts.append(finish(Generation("asked", Counting(length), again=again)))
    first, second = texts
    assert first.held is None and second.held is not None, "the latest is in use"
    assert first.text == "x" * 70 and len(first.trace()) == 70
    assert first.held is not None and second.held is None
    del first, second, again
    texts.clear()
    gc.collect()
    assert small.held == 0
