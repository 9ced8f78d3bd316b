"""Prefix tree of sequences: shared beginnings stand once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Path:
    """One sequence.

    Attributes:
        name: Names it, such as the seed it was drawn with.
        symbols: Its symbols.
        chances: Probability of each after those before it.
    """

    name: str
    symbols: Sequence[str]
    chances: Sequence[float]


@dataclass(frozen=True)
class Branch:
    """Symbols that some sequences share after what stands before them.

    Attributes:
        symbols: One or more.
        probability: Of these after what stands before them.
        names: The sequences that go on like this.
        branches: How they go on, those that more took first; () where they end.
    """

    symbols: tuple[str, ...]
    probability: float
    names: tuple[str, ...]
    branches: tuple[Branch, ...]


def prefix_tree(paths: Sequence[Path]) -> tuple[Branch, ...]:
    """Branches of sequences from their first symbol on; a sequence that has ended has none."""
    return _branches(list(paths), 0)


def _branches(paths: list[Path], at: int) -> tuple[Branch, ...]:
    going = sorted((p for p in paths if len(p.symbols) > at), key=lambda path: path.symbols[at])
    groups = [list(same) for _, same in groupby(going, lambda path: path.symbols[at])]
    found = [_branch(group, at) for group in groups]
    return tuple(sorted(found, key=lambda one: (-len(one.names), -one.probability, one.symbols)))


def _branch(paths: list[Path], at: int) -> Branch:
    end = at + 1
    shortest = min(len(path.symbols) for path in paths)
    while end < shortest and len({path.symbols[end] for path in paths}) == 1:
        end += 1
    probability = 1.0
    for chance in paths[0].chances[at:end]:
        probability *= chance
    names = tuple(path.name for path in paths)
    return Branch(tuple(paths[0].symbols[at:end]), probability, names, _branches(paths, end))
