"""Slots of columns as the browser gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.web.packing import base64_of, embedded, packed
from seqdemo.web.steps.columns import (
    Balance,
    Band,
    Bars,
    Column,
    Grid,
    Number,
    Picture,
    Stroke,
    Text,
)

LARGEST_GRID = 64


@dataclass
class Slots:
    """Columns as JSON-ready data; what all of a slot share is found here."""

    columns: Sequence[Column]
    pictures: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """`columns`, the `pictures` they share, and `ranges` of their numbers or points."""
        columns = [self._column(column) for column in self.columns]
        ranges = {
            "input": _range(column.input for column in self.columns),
            "output": _range(column.output for column in self.columns),
        }
        return {"columns": columns, "pictures": self.pictures, "ranges": ranges}

    def _column(self, column: Column) -> dict[str, Any]:
        output = None if column.output is None else self.slot(column.output)
        return {"input": self.slot(column.input), "output": output, "note": column.note}

    @singledispatchmethod
    def slot(self, given: object) -> dict[str, Any]:
        """One slot: its `kind` and what is drawn."""
        raise TypeError(f"a column cannot show a {type(given).__name__}")

    @slot.register
    def _text(self, given: Text) -> dict[str, Any]:
        return {"kind": "text", "words": given.words}

    @slot.register
    def _grid(self, given: Grid) -> dict[str, Any]:
        cells = np.asarray(given.cells)
        if cells.ndim != 2 or not 1 <= max(cells.shape) <= LARGEST_GRID:
            raise ValueError(
                f"a grid is (rows, columns), at most {LARGEST_GRID} a side, got {cells.shape}"
            )
        bits = "".join("1" if on else "0" for on in cells.ravel())
        return {"kind": "grid", "columns": cells.shape[1], "bits": bits}

    @slot.register
    def _picture(self, given: Picture) -> dict[str, Any]:
        address = embedded(given.image)
        if address not in self.pictures:
            self.pictures.append(address)
        place = self.pictures.index(address)
        weights = given.weights
        over = (
            None
            if weights is None
            else {"columns": weights.shape[1], "weights": packed(weights, 1)}
        )
        return {"kind": "picture", "picture": place, "alt": given.alt, "over": over}

    @slot.register
    def _stroke(self, given: Stroke) -> dict[str, Any]:
        return {"kind": "stroke", "lines": [base64_of(line, "<f4") for line in given.lines]}

    @slot.register
    def _number(self, given: Number) -> dict[str, Any]:
        return {"kind": "number", "value": given.value}

    @slot.register
    def _bars(self, given: Bars) -> dict[str, Any]:
        choices = [[label, round(p, 5)] for label, p in given.choices]
        return {"kind": "bars", "choices": choices, "chosen": given.chosen}

    @slot.register
    def _band(self, given: Band) -> dict[str, Any]:
        return {
            "kind": "band",
            "value": given.value,
            "low": given.low,
            "high": given.high,
            "truth": given.truth,
        }

    @slot.register
    def _balance(self, given: Balance) -> dict[str, Any]:
        return {"kind": "balance", "value": given.value, "low": given.low, "high": given.high}


def _range(slots: Iterable[object]) -> list[float] | None:
    """What all numbers, or all points, of a slot lie between: low, high (x, y, x, y of strokes)."""
    found = list(slots)
    points = [line for slot in found if isinstance(slot, Stroke) for line in slot.lines]
    if points:
        every: FloatArray = np.concatenate(points)
        return [*map(float, every.min(0)), *map(float, every.max(0))]
    values = [value for slot in found for value in _values(slot)]
    return [min(values), max(values)] if values else None


def _values(slot: object) -> list[float]:
    if isinstance(slot, Number):
        return [slot.value]
    if isinstance(slot, Band):
        return [slot.low, slot.high, slot.value, *([] if slot.truth is None else [slot.truth])]
    return []
