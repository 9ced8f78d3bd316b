"""Passages: texts whose every symbol is coloured by a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from seqdemo.core.trace import FloatArray
from seqdemo.views.palette import DIVERGING
from seqdemo.web.bridge import component

_mount = component("passages", Path(__file__).parent)


@dataclass(frozen=True)
class Passage:
    """One text.

    Attributes:
        symbols: Its characters or words.
        values: A number each, for its colour; None for none.
        title: What stands beside it, in bold; "" for nothing.
        note: And below that.
        marks: First and last symbol to underline.
        now: Symbol with a frame.
        bars: A bar above each symbol, -1..+1, up or down; None for none.
        bar: What a bar stands for, in words.
    """

    symbols: Sequence[str]
    values: FloatArray | None = None
    title: str = ""
    note: str = ""
    marks: tuple[int, int] | None = None
    now: int | None = None
    bars: FloatArray | None = None
    bar: str = ""


def passages(
    rows: Sequence[Passage],
    *,
    key: str,
    most: float = 1.0,
    signed: bool = True,
    joined: bool = True,
    breaks: bool = False,
    unit: str = "",
    beside: bool = False,
    on_pick: Callable[[int, int], None] | None = None,
) -> None:
    """Show texts under or beside each other.

    Args:
        rows: The texts.
        key: Names the component in the session; its last part names saved pictures.
        most: Value with the fullest colour.
        signed: Whether negative values have a colour of their own.
        joined: Whether symbols follow each other without a space.
        breaks: Whether newlines break lines.
        unit: Written behind numbers.
        beside: Whether texts stand beside each other, where there is room.
        on_pick: Called with row and symbol when one is clicked.
    """
    data = {
        "rows": [_row(row) for row in rows],
        "most": float(most) or 1.0,
        "signed": signed,
        "joined": joined,
        "breaks": breaks,
        "unit": f" {unit}" if unit else "",
        "beside": beside,
        "pick": on_pick is not None,
        "name": key.rpartition(".")[2],
        "palette": DIVERGING,
    }
    _mount(key=key, data=data, listeners={"pick": lambda sent: _picked(sent, on_pick)})


def _row(row: Passage) -> dict[str, Any]:
    return {
        "symbols": [symbol[:40] for symbol in row.symbols],
        "values": _numbers(row.values),
        "title": row.title,
        "note": row.note,
        "marks": row.marks and list(row.marks),
        "now": row.now,
        "bars": _numbers(row.bars),
        "bar": row.bar,
    }


def _numbers(values: FloatArray | None) -> list[float] | None:
    return None if values is None else [float(f"{v:.4g}") for v in np.asarray(values)]


def _picked(sent: Mapping[str, Any], listener: Callable[[int, int], None] | None) -> None:
    row, place = sent.get("row"), sent.get("n")
    if listener is None or not (isinstance(row, int) and isinstance(place, int)):
        return
    if row >= 0 and place >= 0:
        listener(row, place)
