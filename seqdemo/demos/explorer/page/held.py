"""Held units as a link says them: layer, units and first step."""

from __future__ import annotations

import re
from typing import NamedTuple

from seqdemo.demos.explorer.page import lens_settings
from seqdemo.demos.explorer.page.source import Explored
from seqdemo.demos.explorer.page.state import STATE

_FORM = re.compile(r"(\d{1,2}):([\d, -]{1,2000})@(\d{1,5})", re.ASCII)


class Held(NamedTuple):
    """Units that are held.

    Attributes:
        layer: From 0.
        units: Which, at least one.
        step: From which step on, from 0.
    """

    layer: int
    units: tuple[int, ...]
    step: int

    def write(self) -> str:
        """As a link says it."""
        return f"{self.layer + 1}:{','.join(map(str, self.units))}@{self.step + 1}"

    def words(self) -> str:
        """As a person would say it."""
        some = ", ".join(map(str, self.units[:6])) + (" …" if len(self.units) > 6 else "")
        return f"unit{'s' if len(self.units) > 1 else ''} {some}"


def held_of(explored: Explored, most: int) -> Held:
    """What a link asks for; the selected unit where it asks for nothing that is there.

    Args:
        explored: What is explored.
        most: Steps at which holding can begin.
    """
    found = _FORM.fullmatch(str(STATE["holding"]))
    if found:
        layer, step = int(found[1]) - 1, int(found[3]) - 1
        if 0 <= layer < len(explored.trace.layers) and step >= 0:
            units = units_in(found[2], explored.trace.layers[layer].hidden_size)
            if units:
                return Held(layer, units, min(step, most - 1))
    step = min(lens_settings.step_of(explored), most - 1)
    return Held(explored.depth, (lens_settings.unit_of(explored),), step)


def units_in(text: str, size: int) -> tuple[int, ...]:
    """Units named in a text such as "3, 17, 20-25"; those the layer does not have are left out."""
    found: dict[int, None] = {}
    for first, last in re.findall(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?", text)[:100]:
        for unit in range(int(first), min(int(last or first), size - 1) + 1):
            if unit < size:
                found[unit] = None
    return tuple(found)
