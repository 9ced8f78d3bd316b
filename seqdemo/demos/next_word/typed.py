"""Split a text that is being typed: finished words and prefix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seqdemo.demos.next_word.words import ENDS_SENTENCE, is_word, tokens_of

MAX_WORDS = 250
"""Of a longer text the last words are read."""


@dataclass(frozen=True)
class Typed:
    """A text as a network reads it.

    Attributes:
        tokens: Finished words and marks, the last `MAX_WORDS` of them.
        prefix: Letters of the word that is being typed; "" between words.
    """

    tokens: tuple[str, ...]
    prefix: str


def split_typed(text: str) -> Typed:
    """A text that is being typed; what follows the last space is not finished yet."""
    tokens = tokens_of(text)
    unfinished = bool(tokens) and text[-1:].isalnum() and is_word(tokens[-1])
    prefix = tokens.pop() if unfinished or (text[-1:] in "'\u2019" and tokens) else ""
    return Typed(tuple(tokens[-MAX_WORDS:]), prefix)


def in_place(word: str, before: Sequence[str], prefix: str = "") -> str:
    """A word as it is written after other words: with a capital where a sentence begins."""
    begins = not before or before[-1] in ENDS_SENTENCE
    return word[:1].upper() + word[1:] if begins or prefix[:1].isupper() else word
