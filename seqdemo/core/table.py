"""Tables of numbers and labels as .csv and .npz.

Labels come from what visitors type and from files of strangers: a spreadsheet must not take one for
a formula. So a text that would begin one gets an apostrophe before it in the .csv, as OWASP
advises ("CSV Injection"); numbers, also negative ones, and the .npz are exact.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Column = Sequence[Any] | npt.NDArray[Any]
Table = Mapping[str, Column]
"""Name of a column -> its values, all columns of one length; None is an empty cell."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def csv_text(table: Table) -> str:
    """A table as .csv: a line of names, then one line a row; numbers to six digits.

    Raises:
        ValueError: If the columns are not of one length.
    """
    return rows_csv(list(table), zip(*table.values(), strict=True))


def rows_csv(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """Rows under the names of their columns as .csv, safe to open in a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([harmless(name) for name in names])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def npz_bytes(tables: Mapping[str, Table]) -> bytes:
    """Tables as one .npz without pickles: every column an array called "table.column".

    An empty cell of a column of numbers is NaN.
    """
    arrays = {
        f"{title}.{name}": _array(values)
        for title, table in tables.items()
        for name, values in table.items()
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    return str(value)


def _array(values: Column) -> npt.NDArray[Any]:
    if isinstance(values, np.ndarray):
        return values
    if any(isinstance(value, str) for value in values):
        return np.array(["" if value is None else value for value in values], dtype=str)
    holed = any(value is None for value in values)
    return np.array([np.nan if v is None else v for v in values] if holed else values)
