"""Script: symbols that a hand writes, and where templates stand."""

from __future__ import annotations

import string
from dataclasses import dataclass
from pathlib import Path

LETTERS = string.ascii_lowercase


@dataclass(frozen=True)
class Script:
    """Symbols that can be drawn.

    Attributes:
        symbols: A character each, in the order of their numbers; at most 32.
        folder: Holds templates: `strokes.txt`, maybe `pen.txt` and `hand_*.txt`.
        capitals: Whether each symbol is also written as its capital.
        held_out: Names of the `hand_*.txt` that are never trained on, beside strokes marked "!".
    """

    symbols: str
    folder: Path
    capitals: bool = False
    held_out: tuple[str, ...] = ()

    @property
    def glyphs(self) -> str:
        """The symbols as written: all small ones, then all capitals if there are some."""
        return self.symbols + (self.symbols.upper() if self.capitals else "")


LATIN = Script(
    LETTERS, Path(__file__).parent / "letters", capitals=True, held_out=("hand_h", "hand_l")
)
DIGITS = Script(string.digits, Path(__file__).parent / "digits")
