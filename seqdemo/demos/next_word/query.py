"""What a visitor can ask of the networks that know words."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CHARACTERS = 10_000
"""Of a text; the networks read its last words."""


@dataclass(frozen=True)
class Words:
    """A text to go on from, or with a blank to fill.

    Attributes:
        before: Text up to the place that is asked about.
        after: Text after a blank; None asks for the next word.

    Raises:
        ValueError: If a text is too long.
    """

    before: str
    after: str | None = None

    def __post_init__(self) -> None:
        if max(len(self.before), len(self.after or "")) > MAX_CHARACTERS:
            raise ValueError(f"a text may be {MAX_CHARACTERS:,} characters long")
