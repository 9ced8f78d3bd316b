"""Page runs of one visitor: many are slowed down if others are there."""

from __future__ import annotations

import pytest
from standing_clock import Clock, clock

from seqdemo.web.pace import BURST, LATELY, LONGEST, RATE, Pace, Paces

__all__ = ["clock"]

STEP = 0.05


@pytest.fixture
def paces(clock: Clock) -> Paces:
    return Paces(clock)


def runs_in(seconds: float, paces: Paces, pace: Pace, clock: Clock, other: Pace) -> int:
    """Page runs that a visitor gets who asks for one as soon as the last is done."""
    end, count = clock.now + seconds, 0
    while clock.now < end:
        paces.note(other)
        clock.now += paces.wait(pace) + STEP
        count += 1
    return count


def test_who_is_alone_never_waits(paces: Paces) -> None:
    pace = Pace()
    assert [paces.wait(pace) for _ in range(100)] == [0.0] * 100


def test_beside_others_many_runs_become_few(paces: Paces, clock: Clock) -> None:
    count = runs_in(20, paces, Pace(), clock, Pace())
    assert 20 * RATE <= count <= BURST + 20 * RATE + 2


def test_some_clicks_in_a_row_do_not_wait_and_after_a_rest_there_are_as_many(
    paces: Paces, clock: Clock
) -> None:
    pace, other = Pace(), Pace()
    for _ in range(3):
        paces.note(other)
        assert [paces.wait(pace) for _ in range(int(BURST))] == [0.0] * int(BURST)
        assert paces.wait(pace) > 0
        clock.now += (BURST + 2) / RATE


def test_nobody_waits_long_and_others_who_have_left_do_not_count(
    paces: Paces, clock: Clock
) -> None:
    pace, other = Pace(), Pace()
    paces.note(other)
    assert max(paces.wait(pace) for _ in range(100)) == LONGEST
    clock.now += LATELY
    assert paces.wait(pace) == 0.0
