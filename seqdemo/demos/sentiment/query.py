"""Query: a sentence to judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from seqdemo.demos.sentiment.tokens import tokens

MAX_WORDS = 200
"""Words that are read of one text."""

MAX_CHARACTERS = 20_000
"""Characters that are looked at; 200 words never need as many."""


@dataclass(frozen=True)
class Judge:
    """Judge a sentence after every word.

    Attributes:
        text: What is read, up to `MAX_WORDS` words of it.

    Raises:
        ValueError: If there is no word in it.
    """

    text: str

    def __post_init__(self) -> None:
        if not self.tokens:
            raise ValueError("there is no word to read")

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words and marks, as far as they are read."""
        return tokens(self.text[:MAX_CHARACTERS])[:MAX_WORDS]
