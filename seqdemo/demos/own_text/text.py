"""Texts of visitors: what is learnt, and what is kept back."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from seqdemo.core.vocabulary import Vocabulary

SHORTEST, LONGEST = 200, 200_000
"""Characters of a text."""

MOST_SYMBOLS = 600
"""Different symbols that a network tells apart; of more, the rarest become RARE."""

RARE = "□"
KEPT = 0.1
"""Share of a text, at its end, on which no network is trained."""


@dataclass(frozen=True)
class OwnText:
    """A text in two parts.

    Attributes:
        vocabulary: Its symbols.
        learnt: What the network is trained on.
        kept: What it never sees.
    """

    vocabulary: Vocabulary
    learnt: str
    kept: str


def own_text(given: str) -> OwnText:
    """A visitor's text in two parts.

    Lines end with a newline alone, letters with accents are one symbol each, and control characters
    are left out.

    Raises:
        ValueError: If it is too short, too long or always the same symbol; for the visitor.
    """
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _CONTROL)
    if not text.strip():
        raise ValueError("There is no text yet: paste or upload one, or begin with one of ours.")
    if len(text) < SHORTEST:
        raise ValueError(
            f"This text has {len(text)} character{'s' * (len(text) > 1)}; a network needs at least "
            f"{SHORTEST}. More is better: with a few thousand it begins to write words."
        )
    if len(text) > LONGEST:
        raise ValueError(
            f"This text has {len(text):,} characters; at most {LONGEST:,} can be learnt here. "
            "Take a part of it."
        )
    text = _without_rare(text)
    vocabulary = Vocabulary.of(text)
    if len(vocabulary) < 2:
        raise ValueError("This text is one symbol again and again: there is nothing to learn.")
    cut = len(text) - max(20, round(KEPT * len(text)))
    return OwnText(vocabulary, text[:cut], text[cut:])


_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn"})


def _without_rare(text: str) -> str:
    """The text with at most MOST_SYMBOLS different symbols."""
    counts = Counter(text)
    if len(counts) <= MOST_SYMBOLS:
        return text
    known = {symbol for symbol, _ in counts.most_common(MOST_SYMBOLS - 1)}
    return "".join(symbol if symbol in known else RARE for symbol in text)


def longest_copy(written: str, text: str) -> tuple[int, int]:
    """Where the longest passage begins and ends that stands in a text word for word."""
    best, start = (0, 0), 0
    for end in range(1, len(written) + 1):
        while written[start:end] not in text:
            start += 1
        if end - start > best[1] - best[0]:
            best = start, end
    return best


WESTERN = "cp1252"
"""What is tried for a file that is no Unicode: letters of the west of Europe."""

NOT_UNICODE = (
    "This file is not in UTF-8, and was read as Western European text. If its letters look wrong, "
    "save it as UTF-8 and give it again."
)


def is_unicode(data: bytes) -> bool:
    """Whether a file says which characters it holds: UTF-8, or UTF-16 with its mark."""
    return _code_of(data) != WESTERN


def _code_of(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    with suppress(UnicodeDecodeError):
        data.decode("utf-8-sig")
        return "utf-8-sig"
    return WESTERN


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        ValueError: If it is none that can be read; for the visitor.
    """
    with suppress(UnicodeDecodeError):
        text = data.decode(_code_of(data))
        if not any(char < " " and char not in "\t\n\r\f" for char in text[:LONGEST]):
            return text
    raise ValueError("This file is no plain text: save what you wrote as .txt, in UTF-8.")
