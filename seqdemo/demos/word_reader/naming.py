"""Names as the letters a to z, with accents taken off."""

from __future__ import annotations

from unicodedata import combining, normalize

NEAREST = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Latin letters that Unicode does not take apart."""


def nearest_letters(text: str) -> str:
    """A name in plain small letters as far as there are any: "José Weiß" is "jose weiss"."""
    plain = normalize("NFKD", text).casefold().translate(NEAREST)
    return "".join(char for char in plain if not combining(char))
