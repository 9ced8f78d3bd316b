"""Chart table: numbers of a Plotly chart as .csv, a row a point."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any


def chart_csv(figure: Any) -> str:
    """Numbers that a chart draws, with a header.

    Columns: panel (from 1), series, x, y, value (of a heat map's cell), text (at a point).
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["panel", "series", "x", "y", "value", "text"])
    for trace in figure.data:
        panel = int((getattr(trace, "xaxis", None) or "x")[1:] or 1)
        rows = _cells(trace) if trace.type == "heatmap" else _points(trace)
        writer.writerows([panel, trace.name or "", *row] for row in rows)
    return file.getvalue()


def _points(trace: Any) -> Iterator[list[Any]]:
    named = isinstance(trace.text, Sequence) and not isinstance(trace.text, str)
    text = trace.text if named else ()
    for place, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
        yield [_number(x), _number(y), "", text[place] if place < len(text) else ""]


def _cells(trace: Any) -> Iterator[list[Any]]:
    for y, row in zip(trace.y, trace.z, strict=True):
        for x, value in zip(trace.x, row, strict=True):
            yield [_number(x), _number(y), _number(value), ""]


def _number(value: Any) -> Any:
    """A number as Python writes it, nothing where there is none; names as they are."""
    if value is None or isinstance(value, str):
        return value or ""
    return repr(value.item() if hasattr(value, "item") else value)
