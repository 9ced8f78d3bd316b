"""Query: a text for the stacked networks to read."""

from __future__ import annotations

from dataclasses import dataclass

EXAMPLE_TEXT = "ROMEO:\nO "
"""Of a first visit; the traces of reading it ship."""

LONGEST = 200
"""Characters of a text."""


@dataclass(frozen=True)
class Read:
    """Read a text, and say after each character what may come next.

    Attributes:
        text: 1 to 200 characters that the networks know.

    Raises:
        ValueError: If it is empty or longer.
    """

    text: str

    def __post_init__(self) -> None:
        if not 1 <= len(self.text) <= LONGEST:
            raise ValueError(f"a text has 1 to {LONGEST} characters, got {len(self.text)}")
