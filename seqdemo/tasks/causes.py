"""Protocol of a demo whose networks write many texts with units held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from seqdemo.analysis.text_outcomes import Outcome
from seqdemo.core.intervention import Hold
from seqdemo.core.trace import FloatArray

TEMPERATURE = 0.8
"""At which texts are written that something is measured on."""


@dataclass(frozen=True)
class WriteMany:
    """Many texts that go on from the same opening.

    Attributes:
        opening: What each reads first.
        seeds: Of each text.
        held: What is held in each, by step of the opening and on.
        length: Symbols that are written.
        read: Text that is read in place of what would be written, "" for none.
    """

    opening: str
    seeds: tuple[int, ...]
    held: tuple[tuple[Hold, ...], ...]
    length: int = 240
    read: str = ""


@dataclass(frozen=True, eq=False)
class Written:
    """One of them.

    Attributes:
        text: What came after the opening.
        bits: Surprisal of each of its symbols to the network as it was held, (N,), bits.
    """

    text: str
    bits: FloatArray


@runtime_checkable
class HasCauses(Protocol):
    """Writes many texts with units or directions held; knows what can be measured on them.

    Attributes:
        judged: Whether judges of other demos have a say: of English texts.
    """

    judged: bool

    def outcomes(self) -> Mapping[str, Outcome]:
        """What can be measured on a text, by name; needs no torch."""
        ...

    def write_many(self, model: Any, asked: WriteMany) -> Sequence[Written]:
        """Write texts side by side, each as the network writes it alone.

        Raises:
            ValueError: If what is held is not there.
        """
        ...
