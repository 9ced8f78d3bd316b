"""Read fields of a table: texts, numbers, names, measures."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from seqdemo.lessons.lesson import (
    COMPARISONS,
    SHOWN,
    Claim,
    LessonError,
    Measure,
    Plain,
)
from seqdemo.lessons.safe_text import check_text
from seqdemo.lessons.strict_yaml import Table

MAX_ITEMS = 20
MAX_TEXT = 600
MAX_PLAIN = 4_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_MEASURE = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}", re.ASCII)


def only(table: Table, known: Collection[str], what: str) -> None:
    """Refuse keys that mean nothing: they are mostly misspelt."""
    for key in table:
        if key not in known:
            raise LessonError(
                table.line_of(key), f"`{key}` means nothing in {what}; it has {', '.join(known)}."
            )


def text_of(table: Table, key: str, longest: int = MAX_TEXT, *, needed: bool = False) -> str:
    """A text as plain Markdown, "" if it is missing."""
    found = table.get(key, "")
    line = table.line_of(key)
    if isinstance(found, (Table, list)):
        raise LessonError(line, f"`{key}` should be one text.")
    text = check_text(str(found), line, longest, f"`{key}`")
    if needed and not text:
        raise LessonError(line, f"`{key}` is missing.")
    return text


def one_of(table: Table, key: str, options: Collection[str], default: str) -> str:
    """One of several words."""
    found = str(table.get(key, default))
    if found not in options:
        words = ", ".join(option for option in options if option)
        raise LessonError(table.line_of(key), f"`{key}` is one of {words}, not {found[:40]!r}.")
    return found


def number_of(table: Table, key: str, default: float, low: float, high: float) -> float:
    """A number between two others."""
    found = table.get(key, default)
    if not isinstance(found, (int, float)) or not low <= found <= high:
        raise LessonError(
            table.line_of(key), f"`{key}` should be a number from {low:g} to {high:g}."
        )
    return found


def list_of(table: Table, key: str) -> list[Any]:
    """A list, empty if it is missing; one thing is a list of one."""
    found = table.get(key, [])
    items = found if isinstance(found, list) else [found]
    if len(items) > MAX_ITEMS:
        raise LessonError(table.line_of(key), f"`{key}` may hold {MAX_ITEMS} things.")
    return items


def names_of(table: Table, key: str) -> tuple[str, ...]:
    """Names, as `hide` has them."""
    found = [str(name) for name in list_of(table, key)]
    for name in found:
        if not _NAME.fullmatch(name):
            raise LessonError(table.line_of(key), f"{name[:40]!r} is no name for `{key}`.")
    return tuple(found)


def measure_of(table: Table, more: Collection[str] = ()) -> Measure:
    """A measure: `{measure: word_reader.reading, of: said}`.

    Args:
        table: What stands in the file.
        more: Keys that belong to what the measure is part of.
    """
    only(table, ("measure", "of", "show", *more), "a measure")
    name = str(table.get("measure", ""))
    if not _MEASURE.fullmatch(name):
        raise LessonError(
            table.line_of("measure"),
            "`measure` should name a demo and what is measured, such as word_reader.reading.",
        )
    given, named = _arguments(table)
    return Measure(name, given, named, one_of(table, "show", SHOWN, ""))


def _arguments(table: Table) -> tuple[tuple[Plain, ...], tuple[tuple[str, Plain], ...]]:
    found, line = table.get("of", []), table.line_of("of")
    if isinstance(found, Table):
        for name in found:
            if not _NAME.fullmatch(name):
                raise LessonError(found.line_of(name), f"{name[:40]!r} is no name of an argument.")
        return (), tuple((name, plain(value, line)) for name, value in found.items())
    return tuple(plain(value, line) for value in list_of(table, "of")), ()


def plain(found: Any, line: int) -> Plain:
    """A text or a number."""
    if not isinstance(found, (str, int, float)) or len(str(found)) > MAX_PLAIN:
        raise LessonError(line, "here should be one text or one number.")
    return found


def claim_of(table: Table) -> Claim:
    """A claim: a measure and what it is held against."""
    compared = [name for name in COMPARISONS if name in table]
    if len(compared) != 1:
        raise LessonError(table.line, f"a claim has one of {', '.join(COMPARISONS)}.")
    (comparison,) = compared
    value = _value(table[comparison], table.line_of(comparison), several=comparison == "one_of")
    says = text_of(table, "says")
    return Claim(measure_of(table, (*COMPARISONS, "says")), comparison, value, says)


def _value(found: Any, line: int, *, several: bool) -> Plain | tuple[Plain, ...] | Measure:
    if isinstance(found, Table):
        return measure_of(found)
    if several and isinstance(found, list):
        return tuple(plain(one, line) for one in found)
    return plain(found, line)


def table_of(found: Any, line: int, what: str) -> Table:
    """A table, where one is needed."""
    if not isinstance(found, Table):
        raise LessonError(line, f"{what} should be a table.")
    return found
