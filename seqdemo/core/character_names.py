"""Characters that are not seen: in sentences by name, in labels a sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_SIGNS = {" ": "␣", "\n": "⏎", "\t": "⇥"}
_SYMBOLS = {sign: symbol for symbol, sign in _SIGNS.items()}
_NAMES = {
    " ": "a space", "\n": "a new line", "\t": "a tab", "\u00a0": "a space that does not break",
    "\u00ad": "a hidden hyphen", "\u200b": "an unseen gap", "\u200c": "an unseen divider",
    "\u200d": "an unseen joiner", "\ufe0f": "an unseen sign that asks for an emoji",
} | dict.fromkeys(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "an unseen sign of direction",
)  # fmt: skip
_FILLERS = "\u115f\u1160\u3164\uffa0"
_CIRCLE = "◌"  # what Unicode shows a mark on that belongs on a letter


def with_sign(symbol: str) -> str:
    """A symbol as a label: a sign for a space, a new line or a tab, which nobody could read."""
    return _SIGNS.get(symbol, symbol)


def with_signs(text: str) -> str:
    """A text as a label, with such signs."""
    return "".join(map(with_sign, text))


def without_signs(label: str) -> str:
    """The text of such a label."""
    return "".join(_SYMBOLS.get(char, char) for char in label)


def named(chars: Iterable[str], most: int = 8) -> str:
    """The characters with spaces between, then what those are that are not seen.

    Args:
        chars: What is named.
        most: So many are named, and the others counted.
    """
    names = list(dict.fromkeys(map(_name, chars)))
    first = names[:most]
    seen = " ".join(name for name in first if len(name) <= len(_CIRCLE) + 1)
    unseen = (name for name in first if len(name) > len(_CIRCLE) + 1)
    more = len(names) - most
    return ", ".join(filter(None, (seen, *unseen))) + (f" and {more} more" if more > 0 else "")


def _name(char: str) -> str:
    """A character, or what it is in words."""
    category = unicodedata.category(char)
    if char in _NAMES:
        return _NAMES[char]
    if category[0] == "M" and not unicodedata.name(char, "").startswith("VARIATION"):
        return _CIRCLE + char
    if category[0] == "Z":
        return "a space of another width" if category == "Zs" else _NAMES["\n"]
    seen = char.isprintable() and category[0] != "M" and char not in _FILLERS
    return char if seen else "an unseen sign"
