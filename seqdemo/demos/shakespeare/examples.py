"""The shipped example text and its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.shakespeare.query import START, Write

EXAMPLE = "example.npz"

FIRST_UNIT: Mapping[str, tuple[int, int]] = {"lstm": (1, 183)}
"""Network -> layer and unit worth a first look: it rises through a line and falls at its end."""


def example(cell: CellKind) -> Write:
    """What greets a visitor."""
    return Write("ROMEO:\n", 240, cell, Sampling(temperature=0.8, seed=1))


def example_of(vocabulary: Vocabulary) -> Write:
    """The same of a network that was trained on another text, which may not know these words."""
    query = example("lstm")
    if all(symbol in vocabulary for symbol in query.prompt):
        return query
    return replace(query, prompt=opening_of(vocabulary))


def opening_of(vocabulary: Vocabulary) -> str:
    """Opening words that a network knows: none, if it can start as after a newline."""
    return "" if START in vocabulary else vocabulary.symbols[0]
