"""The shipped example text and its trace."""

from __future__ import annotations

from collections.abc import Mapping

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.query import Write

EXAMPLE = "example.npz"

FIRST_UNIT: Mapping[str, tuple[int, int]] = {"lstm": (1, 183)}
"""Network -> layer and unit worth a first look: it rises through a line and falls at its end."""


def example(cell: CellKind) -> Write:
    """What greets a visitor."""
    return Write("ROMEO:\n", 240, cell, Sampling(temperature=0.8, seed=1))
