"""View of a class that is a network: units, weights, values given.

Sums are done where they are shown, by the same arithmetic as "You are the cell"; here are counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from seqdemo.demos.room.nets import NETS
from seqdemo.rooms.play import Play, UnitValue
from seqdemo.rooms.records import Pupil


def unit_of(number: int, units: int) -> int:
    """Unit that a pupil holds, from 0: in turns, so that all are held as evenly as can be."""
    return (number - 1) % units


def given(play: Play, values: Sequence[UnitValue]) -> list[list[float | None]]:
    """Values of the units for every letter read: the median of those who hold one.

    Returns:
        Letters x units; None where nobody gave one, and the network does the sum.
    """
    units = NETS[play.net].units
    found: list[list[list[float]]] = [[[] for _ in range(units)] for _ in range(play.at)]
    for one in values:
        if one.at < play.at:
            found[one.at][unit_of(one.number, units)].append(one.value)
    return [[median(unit) if unit else None for unit in letter] for letter in found]


def _play(play: Play, values: Sequence[UnitValue]) -> dict[str, Any]:
    stand = {"name": play.net, "word": play.word, "at": play.at, "given": given(play, values)}
    return NETS[play.net].data() | stand


def board_play(play: Play, values: Sequence[UnitValue], pupils: Sequence[Pupil]) -> dict[str, Any]:
    """Data of the board: who holds which unit, and how many have given a value."""
    units = NETS[play.net].units
    holders: list[list[str]] = [[] for _ in range(units)]
    for pupil in pupils:
        holders[unit_of(pupil.number, units)].append(pupil.name)
    answered = [0] * units
    for one in values:
        if one.at == play.at:
            answered[unit_of(one.number, units)] += 1
    return _play(play, values) | {"holders": holders, "answered": answered}


def pupil_play(play: Play, values: Sequence[UnitValue], number: int) -> dict[str, Any]:
    """Data of a pupil's page: their unit and their own values, by the place of the letter."""
    own = {str(one.at): one.value for one in values if one.number == number}
    return _play(play, values) | {"unit": unit_of(number, NETS[play.net].units), "own": own}
