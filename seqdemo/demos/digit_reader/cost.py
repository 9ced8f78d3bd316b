"""Weights that reading words costs, one network a length or one in all."""

from __future__ import annotations

from seqdemo.handwriting.grids import CELLS
from seqdemo.handwriting.script import LETTERS

LONGEST = 12
"""Letters of the longest word that is counted."""


def feed_forward_weights(length: int, hidden: int) -> int:
    """Weights and biases of a network that sees all grids of a word at once.

    Args:
        length: Letters; 49 inputs and 26 outputs for each.
        hidden: Units of its one hidden layer.
    """
    inputs, outputs = length * CELLS, length * len(LETTERS)
    return (inputs + 1) * hidden + (hidden + 1) * outputs


def recurrent_weights(hidden: int) -> int:
    """Weights and biases of an `nn.RNN` that sees one grid at a time, and says a letter each."""
    return (CELLS + hidden + 2) * hidden + (hidden + 1) * len(LETTERS)
