"""Clean a prompt to the vocabulary; needs no torch."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from seqdemo.core.character_names import named, with_signs
from seqdemo.core.vocabulary import Vocabulary

PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "“": "'", "”": "'", "„": "'", '"': "'", "`": "'",
    "–": "-", "—": "--", "−": "-", "…": "...", "\t": " ", "\u00a0": " ", "(": ",", ")": ",",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
}  # fmt: skip
"""Characters with a plain twin; accents are taken off beforehand."""


@dataclass(frozen=True)
class Cleaned:
    """A text the network can read.

    Attributes:
        text: Known symbols only.
        changed: Characters that were replaced by plain twins, and these, in order.
        left_out: Characters that were left out, each once, in order.
        cut: How many characters were dropped from the beginning, as the text was too long.
    """

    text: str
    changed: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    cut: int = 0

    @property
    def note(self) -> str:
        """What was done, in one or more sentences; "" if nothing was."""
        parts = []
        if self.changed:
            parts.append(f"Made plain: {_twins(self.changed)}.")
        if self.left_out:
            parts.append(f"Left out, as the network never saw them: {named(self.left_out)}.")
        if self.cut:
            parts.append(f"Only the last {len(self.text):,} characters are read.")
        return " ".join(parts)


def clean(text: str, vocabulary: Vocabulary, most: int) -> Cleaned:
    """Make `text` readable: unknown symbols become plain or go, and the last `most` are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Far more than can stay is not looked at: a pasted book must not cost a second.
    tail = text[-max(20_000, 4 * most) :]
    known: list[str] = []
    changed: dict[str, str] = {}
    left_out: dict[str, None] = {}
    # A letter and its accent are one character here, however they were typed.
    for char in unicodedata.normalize("NFC", tail):
        if char in vocabulary:
            known.append(char)
            continue
        plain = "".join(c for c in _plain(char) if c in vocabulary)
        if plain:
            changed[char] = plain
        else:
            left_out[char] = None
        known += plain
    kept = known[-most:]
    dropped = len(text) - len(tail) + len(known) - len(kept)
    return Cleaned("".join(kept), changed, tuple(left_out), dropped)


def _twins(changed: Mapping[str, str], most: int = 6) -> str:
    """What was made plain, and what became of it: “ ” → ' · é → e."""
    of: dict[str, list[str]] = {}
    for char, plain in changed.items():
        of.setdefault(plain, []).append(char)
    words = [f"{named(chars)} → {with_signs(plain)}" for plain, chars in of.items()]
    return " · ".join(words[:most]) + (" · …" if len(words) > most else "")


def _plain(char: str) -> str:
    """A character without its accents, or its plain twin; "" if it has none."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return "".join(PLAIN.get(c, c) for c in bare)
