"""Protocol of a task whose answers grow step by step."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from seqdemo.core.trace import FloatArray, Trace

Query_contra = TypeVar("Query_contra", contravariant=True)


class Growing(Protocol):
    """A sequence that is generated step by step and keeps what the network did at each.

    One thread advances it; others may look meanwhile.

    Attributes:
        opening: Symbols it was given before the first one that is generated.
    """

    opening: int

    @property
    def length(self) -> int:
        """Symbols of the finished sequence, given ones included."""

    @property
    def steps(self) -> int:
        """Symbols so far, given ones included."""

    @property
    def logits(self) -> FloatArray:
        """What may follow each symbol so far, (T, V), nats."""

    def advance(self, count: int) -> int:
        """Go on by up to `count` symbols; returns by how many, 0 at the end."""

    def text(self, first: int = 0, end: int | None = None) -> str:
        """Symbols `first` to `end`, or to the last one so far."""

    def bits(self) -> FloatArray:
        """Surprisal of each symbol so far, (T,), bits; 0 for the first."""

    def trace(self) -> Trace:
        """Every step so far, without computing anything again."""


class Generates(Protocol[Query_contra]):
    """A task whose answers grow step by step, so that a page can show them as they come."""

    def writing(self, model: Any, query: Query_contra, before: Any = None) -> Growing:
        """Begin an answer.

        Args:
            model: A trained network.
            query: What to generate.
            before: An earlier answer of this method: what both share is not computed again.
        """
