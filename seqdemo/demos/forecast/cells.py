"""Cells of a table: delimiter, numbers with points or commas, columns."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MAX_ROWS = 250_000
MAX_COLUMNS = 60
MAX_CELL = 200
SAMPLE = 200
"""Rows by which delimiter and decimal mark are told."""

_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([ ,\u00a0\u202f']\d{3})+(\.\d+)?")
_GAP = r"[\u00a0\u202f\u2009]"
_UNBROKEN = re.compile(
    rf"(?<![\d/:.,])(?<!\d-)(?<!\d{_GAP})[1-9]\d{{0,2}}(?:{_GAP}\d{{3}}){{1,4}}(?!{_GAP}?\d)"
)
"""Thousands set apart by what keeps them in one line; no end of a date, and no row of numbers."""

LARGEST = 1e15
UNITS = "%$€£¥ \t\u00a0\u202f"
"""What may stand around a number and does not change it."""


class UnreadableError(ValueError):
    """There is no series in a text; the message is for the visitor."""


@dataclass(frozen=True)
class Cells:
    """Rows of text, all of one width.

    Attributes:
        names: Of the columns, from the first row if that is a heading.
        rows: Cells without blanks around them.
        comma: Whether a comma is the decimal mark.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    comma: bool

    def column(self, place: int) -> list[str]:
        """Cells of a column."""
        return [row[place] for row in self.rows]

    def numbers(self, place: int) -> list[float | None]:
        """A column as numbers; None where a cell is none."""
        return [number(cell, comma=self.comma) for cell in self.column(place)]


def cells(text: str) -> Cells:
    """Split a text into cells.

    Raises:
        UnreadableError: If there is nothing in it.
    """
    text = _western(text.replace("\x00", ""))
    lines = [line for line in text.splitlines() if line.strip(" \t;,")]
    if not lines:
        raise UnreadableError("There is nothing to read yet.")
    lines = lines[: MAX_ROWS + 1]
    mark = delimiter(lines[:SAMPLE])
    if mark in ("", " ") or (len(lines) == 1 and _mostly_numbers(lines[0], mark)):
        tokens = [word for line in lines for word in _words(line, mark)]
        rows: list[tuple[str, ...]] = [(token,) for token in tokens[:MAX_ROWS]]
    else:
        rows = _split(lines, mark)
    width = max(len(row) for row in rows)
    padded = [row + ("",) * (width - len(row)) for row in rows]
    return _with_heading(padded, _has_decimal_commas(padded[:SAMPLE], mark))


def _has_decimal_commas(rows: Sequence[tuple[str, ...]], mark: str) -> bool:
    """Whether 1,5 is one and a half; 1,200 is twelve hundred where all have three digits so."""
    found = [cell for row in rows for one in row if _COMMA.fullmatch(cell := one.strip(UNITS))]
    if mark in ("", " ") and all(map(set_in_threes, found)):
        return False
    return mark != "," and bool(found)


def set_in_threes(cell: str) -> bool:
    """Whether a cell is a number with its thousands set apart."""
    return bool(_GROUPED.fullmatch(cell.strip(UNITS)))


def _western(text: str) -> str:
    """The text with the digits of other scripts as 0 to 9, and their marks as in English.

    Signs that are not seen, such as those of direction, are left out.
    """
    if text.isascii():
        return text
    text = _UNBROKEN.sub(lambda found: re.sub(_GAP, "", found[0]), text)
    # What stands in Arabic numbers before decimals, and between thousands; the minus of print.
    signs: dict[str, str | int | None] = {"\u066b": ".", "\u066c": "", "\u2212": "-"}
    signs |= {one: str(unicodedata.decimal(one)) for one in set(text) if one.isdecimal()}
    signs |= {one: None for one in set(text) if unicodedata.category(one) == "Cf"}
    return text.translate(str.maketrans(signs))


def delimiter(lines: Sequence[str]) -> str:
    """What stands between cells: ";", tab, ",", "|", " ", or "" for one cell a line."""
    for mark in (";", "\t", "|"):
        if sum(mark in line for line in lines) > len(lines) / 2:
            return mark
    split = [[word.strip(UNITS) for word in line.split()] for line in lines]
    several = any(len(words) > 1 for words in split)
    numeric = [all(map(_is_plain, words)) for words in split]
    if all(numeric) and sum(len(words) > 1 for words in split) > len(lines) / 2:
        return " "  # 1,5 2,5: a comma in every number, and none between them
    if sum("," in line for line in lines) > len(lines) / 2 and not _decimal_commas(lines):
        return ","
    plain = [_is_plain(word) for words in split for word in words]
    most = sum(numeric) > len(lines) / 2 or sum(plain) > len(plain) / 2
    return " " if several and most else ""


def _is_plain(word: str) -> bool:
    return bool(_PLAIN.fullmatch(word) or _COMMA.fullmatch(word))


def number(cell: str, *, comma: bool) -> float | None:
    """The number in a cell, or None."""
    text = cell.strip(UNITS)
    if len(text) > MAX_CELL or not re.sub("[\u00a0\u202f]", "", text).isascii():
        return None
    if comma:
        text = text if _POINTS.fullmatch(text) is None else text.replace(".", "")
        text = text.replace(",", ".")
    elif _GROUPED.fullmatch(text):
        text = re.sub(r"[ ,\u00a0\u202f']", "", text)
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return value if abs(value) <= LARGEST else None  # NaN is not either


def _decimal_commas(lines: Sequence[str]) -> bool:
    """Whether commas are decimal marks: one in each line, and no numbers 1, 2, 3 before them."""
    body = lines[1:] if len(lines) > 1 and not _COMMA.fullmatch(lines[0].strip()) else lines
    if not body or not all(_COMMA.fullmatch(line.strip()) for line in body):
        return False
    before = [int(line.strip().split(",")[0].replace(".", "")) for line in body]
    counts = len(before) > 2 and all(b - a == 1 for a, b in pairwise(before))
    return not counts


def _mostly_numbers(line: str, mark: str) -> bool:
    words = _words(line, mark)
    known = sum(number(word, comma=mark != ",") is not None for word in words)
    return len(words) > 2 and known > len(words) / 2


def _words(line: str, mark: str) -> list[str]:
    if mark == "":
        return [line.strip()]
    return [word for word in re.split(r"\s+" if mark == " " else re.escape(mark), line) if word]


def _split(lines: Sequence[str], mark: str) -> list[tuple[str, ...]]:
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=mark, skipinitialspace=True)
    try:
        return [
            tuple(cell.strip()[:MAX_CELL] for cell in row[:MAX_COLUMNS]) for row in reader if row
        ]
    except csv.Error as error:
        raise UnreadableError(f"This is not a table: {error}.") from error


def _is_name(cell: str, comma: bool) -> bool:
    """Whether a cell can be a column's name: a number too large and "NaN" are gaps."""
    try:
        float(cell)
    except ValueError:
        return number(cell, comma=comma) is None
    return False


def _with_heading(rows: Sequence[tuple[str, ...]], comma: bool) -> Cells:
    """Take the first row for a heading if it has words where the others have numbers."""
    first, rest = rows[0], rows[1:]
    heads = any(
        number(cell, comma=comma) is None
        and any(number(row[place], comma=comma) is not None for row in rest[:SAMPLE])
        for place, cell in enumerate(first)
        if cell
    )
    words = all(_is_name(cell, comma) for cell in first if cell)
    if rest and heads and words:
        names = tuple(cell[:40] or f"column {n + 1}" for n, cell in enumerate(first))
        return Cells(names, tuple(rest), comma)
    return Cells(tuple(f"column {n + 1}" for n in range(len(first))), tuple(rows), comma)
