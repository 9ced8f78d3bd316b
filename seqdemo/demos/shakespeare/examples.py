"""The shipped example text and its trace."""

from __future__ import annotations

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import CellKind
from seqdemo.demos.shakespeare.query import Write

EXAMPLE = "example.npz"


def example(cell: CellKind) -> Write:
    """What greets a visitor."""
    return Write("ROMEO:\n", 240, cell, Sampling(temperature=0.8, seed=1))
