"""Characters that are not seen: in sentences by name, in labels a sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SIGNS = {" ": "␣", "\n": "⏎", "\t": "⇥"}


def with_sign(symbol: str) -> str:
    """A symbol as a label: a sign for a space, a new line or a tab, which nobody could read."""
    return _SIGNS.get(symbol, symbol)


def named(chars: Iterable[str], most: int = 8) -> str:
    """The characters with spaces between; `most` of them, and how many more there are."""
    names = [c if _seen(c) else unicodedata.name(c, "a control sign").lower() for c in chars]
    more = len(names) - most
    return " ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _seen(char: str) -> bool:
    """Whether a character shows by itself: not a space, a mark on another, or a filler."""
    invisible = char in "\u115f\u1160\u3164\uffa0"
    return char.isprintable() and unicodedata.category(char)[0] not in "MZC" and not invisible
