"""What a visitor can ask of the writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind

START = "\n"
"""What an empty opening stands for: every speech of the training text follows a newline."""

MAX_LENGTH = 2_000
"""Characters of one text, so that its whole trace stays a few megabytes."""

MAX_PROMPT = 2_000
"""Of longer opening words the last part is read."""


@dataclass(frozen=True)
class Write:
    """Go on from opening words.

    Attributes:
        prompt: Opening words, in the network's symbols; "" starts as after a newline.
        length: Characters to write, 1..2,000.
        cell: Which network writes.
        sampling: How each next character is chosen.
        changes: (place, character) pairs by place: where the text takes another character than the
            one drawn, counting written characters from 0.

    Raises:
        ValueError: If a number is out of its range.
    """

    prompt: str = ""
    length: int = 400
    cell: CellKind = "lstm"
    sampling: Sampling = field(default_factory=Sampling)
    changes: tuple[tuple[int, str], ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.length <= MAX_LENGTH:
            raise ValueError(f"length must be 1 to {MAX_LENGTH:,}, got {self.length}")
        if len(self.prompt) > MAX_PROMPT:
            raise ValueError(f"the opening words are {len(self.prompt):,} characters long")
        if self.cell not in get_args(CellKind):
            raise ValueError(f"cell must be rnn, gru or lstm, got {self.cell!r}")
        places = [place for place, _ in self.changes]
        if places != sorted(set(places)) or any(len(symbol) != 1 for _, symbol in self.changes):
            raise ValueError("changes are (place, character) pairs in order of place")
        if places and not 0 <= places[0] <= places[-1] < self.length:
            raise ValueError(f"a change must lie within the {self.length} characters written")


@dataclass(frozen=True)
class Score:
    """How surprised the network is by a given text.

    Attributes:
        text: In the network's symbols.
        cell: Which network reads.
    """

    text: str
    cell: CellKind = "lstm"
