"""The machine's clock is put right in the middle of a lesson: no room ends early, none stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import seqdemo
from seqdemo.rooms.clock import steady_clock
from seqdemo.rooms.limits import Limits, RoomError
from seqdemo.rooms.store import RoomStore

YEAR = 365 * 86_400.0


class Machine:
    """Its clock, and how long it has been on."""

    def __init__(self) -> None:
        self.wall, self.on = 1_700_000_000.0, 50.0

    def clock(self) -> Callable[[], float]:
        return steady_clock(lambda: self.wall, lambda: self.on)


@pytest.mark.parametrize("jump", [-6 * YEAR, -3600.0, 3600.0, 6 * YEAR])
def test_a_jump_of_the_clock_moves_no_room_and_no_window(
    make_store: Callable[..., RoomStore], url: str, jump: float
) -> None:
    machine = Machine()
    store = make_store(url, clock=machine.clock(), limits=Limits(tries=2, rooms_per_address=1))
    code, _ = store.open("t", "x", 1, "school")
    for _ in range(2):
        with pytest.raises(RoomError, match="no room has this code"):
            store.find("ZZZX", "school")
    machine.wall += jump
    assert store.purge() == 0 and store.room(code).code == code
    with pytest.raises(RoomError, match="try again in 10 minutes"):
        store.find("ZZZX", "school")
    machine.on += store.limits.window + 1
    assert store.find(code, "school") == code
    with pytest.raises(RoomError, match="within the hour"):
        store.open("t", "x", 1, "school")
    machine.on += store.limits.seconds
    assert store.purge() == 1


def test_what_a_clock_that_was_ahead_has_left_ends_after_a_day_and_locks_nobody_out(
    make_store: Callable[..., RoomStore], url: str
) -> None:
    machine = Machine()
    limits = Limits(tries=1, rooms_per_address=1)
    wrong = make_store(url, clock=machine.clock(), limits=limits)
    code, _ = wrong.open("t", "x", 1, "school")
    with pytest.raises(RoomError, match="no room has this code"):
        wrong.find("ZZZX", "school")
    machine.wall -= 6 * YEAR
    store = make_store(url, clock=machine.clock(), limits=limits)  # the server starts again
    assert store.find(code, "school") == code
    machine.on += store.limits.seconds - 1
    assert store.purge() == 0
    machine.on += 2
    assert store.purge() == 1


def test_nothing_else_measures_time_by_a_clock_that_jumps() -> None:
    root = Path(seqdemo.__file__).parent
    jumps = re.compile(r"\btime\.time\b|from time import [^\n]*\btime\b|datetime\.now|utcnow")
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if jumps.search(path.read_text("utf-8"))
    }
    assert found == {"rooms/clock.py"}
