"""Tokenizer: text to lower-case words as the Penn Treebank splits them.

The Stanford Sentiment Treebank is written that way: "it 's", "did n't", "``". A text that is split
already stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "..."}
)
_CLITIC = re.compile(r"(?<=\w)('(?:s|re|ve|ll|d|m))(?!\w)")
_NOT = re.compile(r"(?<=\w)(n't)(?!\w)")
_TOKEN = re.compile(
    r"""
    \.{2,} | -{2,} | ``+ | ''+ | \*{2,}         # runs of marks
    | (?:[^\W\d_]\.){2,}                        # u.s., e.t.
    | (?:mr|mrs|ms|dr|jr|sr|vs)\.(?!\w)         # abbreviations
    | \d+(?:[.,:]\d+)+%?                        # numbers
    | '(?:s|re|ve|ll|d|m|em|til|n|\d0s)(?!\w)   # what is left of it is, you are, them
    | [^\W_]+(?:['./&-]+[^\W_]+)*               # words, also with marks inside
    | \S                                        # any other mark, alone
    """,
    re.VERBOSE,
)


def tokens(text: str) -> tuple[str, ...]:
    """Words and marks of a text, in lower case; invisible characters are left out."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME).replace("—", " -- ").lower()
    seen = plain if plain.isascii() else _without_unseen(plain)
    apart = _CLITIC.sub(r" \1", _NOT.sub(r" \1", seen)).replace("cannot", "can not")
    return tuple(_TOKEN.findall(apart))


def _without_unseen(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in _UNSEEN)


_UNSEEN = {"Cf", "Cs", "Co", "Cn", "Mn", "Me"}
"""Marks that join or vary the character before them, and what is no character at all; none of them
is ASCII."""
