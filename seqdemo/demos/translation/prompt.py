"""Prompt: a visitor's sentence made ready, and remarks on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from seqdemo.demos.translation.known_words import KnownWords, words_in
from seqdemo.demos.translation.query import LONGEST, MOST_WORDS


@dataclass(frozen=True)
class Prompt:
    """A sentence that can be translated, and remarks on it.

    Attributes:
        text: What is read; "" if there is nothing to translate.
        cut: Whether something at the end is left out.
        markup: Whether it holds tags.
        unreadable: Characters that no piece holds, each once.
        unseen: Words that the training sentences do not hold, each once.
        rare: Words that they hold a few times -> how often.
        language: The language it seems to be in, if that is another one than was chosen.
    """

    text: str
    cut: bool = False
    markup: bool = False
    unreadable: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    rare: Mapping[str, int] = field(default_factory=dict)
    language: str | None = None


def prepare(typed: str, source: str, known: KnownWords) -> Prompt:
    """Make a typed sentence ready to be translated from the language `source`.

    Spaces and newlines become one space each; nothing else is changed but the length.
    """
    plain = "".join(c if unicodedata.category(c)[0] != "C" or c.isspace() else "" for c in typed)
    words = unicodedata.normalize("NFKC", plain).split()
    text = " ".join(words[:MOST_WORDS])[:LONGEST].strip()
    if not words_in(text):
        return Prompt("")
    guessed = known.language_of(text)
    unreadable = dict.fromkeys(c for c in text if c != " " and c not in known.characters)
    readable = text if guessed in (None, source) else ""
    return Prompt(
        text,
        cut=text != " ".join(words),
        markup="<" in text and ">" in text,
        unreadable=tuple(unreadable),
        unseen=tuple(known.unseen(readable, source)),
        rare=known.rare(readable, source),
        language=None if guessed == source else guessed,
    )
