"""Shape: a demo's box on the map of shapes, a few steps of a network.

A demo's `page/shape.py` exports `SHAPE`, and `COMPARED` if its networks show what width or a second
direction adds; the page "Shapes" finds both. Importing it must not import torch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from seqdemo.core.trace import Trace
from seqdemo.tasks.card import KINDS
from seqdemo.tasks.registry import cards, part
from seqdemo.web.steps import Column


@dataclass(frozen=True)
class Typed:
    """An input that is typed.

    Attributes:
        label: What to type, in words.
        longest: Characters.
    """

    label: str
    longest: int


@dataclass(frozen=True)
class Drawn:
    """An input that is drawn on 7x7 grids.

    Attributes:
        noun: What a grid holds.
        most: Grids there can be.
        grids: Of an input.
        given: Input of grids.
    """

    noun: str
    most: int
    grids: Callable[[str], tuple[str, ...]]
    given: Callable[[tuple[str, ...]], str]


class Shape(Protocol):
    """One box of the map.

    Attributes:
        kind: One of `KINDS`.
        order: Which demo stands for the kind where several could: the lowest.
        network: Name of the network.
        title: The network in words.
        example: The input of a first visit, in one string.
        control: How a visitor changes it.
        kept: What is kept of the outputs.
        when: When the answer comes.
        shared: What is shared between the steps.
        memory: Whether a step knows the one before.
    """

    kind: str
    order: int
    network: str
    title: str
    example: str
    control: Typed | Drawn
    kept: str
    when: str
    shared: str
    memory: bool

    def readable(self, typed: str) -> str:
        """Input made of what was typed; "" if nothing of it can be read."""
        ...

    def unread(self, typed: str) -> str:
        """What of that is not read, or not known, in sentences of Markdown; "" if all is."""
        return ""

    def trace(self, given: str) -> Trace:
        """Three to five steps.

        Raises:
            CheckpointError: If the network's files are missing or damaged.
        """
        ...

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """What is read and said at each of them."""
        ...

    def link(self, given: str) -> Mapping[str, str]:
        """Query parameters that open the demo's page with this input."""
        ...


@dataclass(frozen=True)
class Comparison:
    """What width or a second direction adds, in numbers measured of shipped networks.

    Attributes:
        title: Heading.
        words: What is compared, in Markdown.
        head: Names of the columns.
        networks: Name of each network -> what its row says.
        measures: Measure -> shown as a share; the columns after name and parameters.
    """

    title: str
    words: str
    networks: Mapping[str, str]
    measures: Mapping[str, str] = field(default_factory=dict)


def shapes() -> Mapping[str, tuple[str, Shape]]:
    """Kind -> demo and its shape: for each of `KINDS` that a demo has."""
    found: dict[str, tuple[str, Shape]] = {}
    for card in cards():
        shape: Shape | None = part(card.name, "page.shape", "SHAPE")
        if shape is None:
            continue
        best = found.get(shape.kind)
        if best is None or shape.order < best[1].order:
            found[shape.kind] = card.name, shape
    return {kind: found[kind] for kind in KINDS if kind in found}


def comparisons() -> Sequence[tuple[str, Comparison]]:
    """Demo and comparison, of all demos."""
    found = [(card.name, part(card.name, "page.shape", "COMPARED")) for card in cards()]
    return [(demo, one) for demo, compared in found for one in compared or ()]
