"""Held units or direction as a link says it: layer, which, step."""

from __future__ import annotations

import re
from typing import NamedTuple

from seqdemo.analysis.directions import Directions
from seqdemo.demos.explorer.holds import UNITS
from seqdemo.demos.explorer.page import bases, lens_settings
from seqdemo.demos.explorer.page.source import PLURALS, Explored
from seqdemo.demos.explorer.page.state import BASES, STATE

_NOWHERE = -1, UNITS, -1
_FORM = re.compile(r"(\d{1,2}):(?:([a-z]{1,20})\.)?([\d, -]{1,2000})@(\d{1,5})", re.ASCII)


class Held(NamedTuple):
    """What is held.

    Attributes:
        layer: From 0.
        rows: Which units, at least one; or which direction.
        step: From which step on, from 0.
        basis: `UNITS`, or what kind of direction.
        directions: All of that kind.
    """

    layer: int
    rows: tuple[int, ...]
    step: int
    basis: str = UNITS
    directions: Directions | None = None

    @property
    def noun(self) -> str:
        """A row in words."""
        return bases.NOUNS[self.basis]

    @property
    def randoms(self) -> str:
        """What it is compared with, in words."""
        return "random units" if self.basis == UNITS else "random directions"

    @property
    def payload(self) -> bytes:
        """The direction, for an order."""
        return self.directions.only(self.rows[0]).to_bytes() if self.directions is not None else b""

    def write(self) -> str:
        """As a link says it."""
        kind = "" if self.basis == UNITS else f"{self.basis}."
        return f"{self.layer + 1}:{kind}{','.join(map(str, self.rows))}@{self.step + 1}"

    def words(self) -> str:
        """As a person would say it."""
        if self.basis == "probes" and self.directions:
            return f"the probe of “{self.directions.names[self.rows[0]]}”"
        some = ", ".join(map(str, self.rows[:6])) + (" …" if len(self.rows) > 6 else "")
        return f"{self.noun if len(self.rows) == 1 else PLURALS[self.noun]} {some}"


def held_of(explored: Explored, most: int) -> Held | None:
    """What a link asks for; the selected row where it asks for nothing that is there.

    None, with a progress bar, while the corpus is made that its directions are taken from.

    Args:
        explored: What is explored.
        most: Steps at which holding can begin.
    """
    form = _FORM.fullmatch(str(STATE["holding"]))
    layer, basis, step = (
        (int(form[1]) - 1, form[2] or UNITS, int(form[4]) - 1) if form else _NOWHERE
    )
    if not form or not 0 <= layer < len(explored.trace.layers) or step < 0 or basis not in BASES:
        return selected(explored, most)
    some, size = None, explored.trace.layers[layer].hidden_size
    if basis != UNITS:
        some = bases.directions_of(explored, layer, basis)
        if some is None:
            return None
        size = len(some)
    rows = units_in(form[3], size)[: None if some is None else 1]
    held = Held(layer, rows, min(step, most - 1), basis, some)
    return held if rows else selected(explored, most)


def selected(explored: Explored, most: int) -> Held:
    """The selected row, from the selected step on."""
    step = min(lens_settings.step_of(explored), most - 1)
    row = lens_settings.unit_of(explored)
    return Held(explored.depth, (row,), step, explored.basis, explored.directions)


def units_in(text: str, size: int) -> tuple[int, ...]:
    """Units named in a text such as "3, 17, 20-25"; those the layer does not have are left out."""
    found: dict[int, None] = {}
    for first, last in re.findall(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?", text)[:100]:
        for unit in range(int(first), min(int(last or first), size - 1) + 1):
            if unit < size:
                found[unit] = None
    return tuple(found)
