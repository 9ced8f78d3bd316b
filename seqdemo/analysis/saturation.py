"""Gate saturation: how often a gate is shut or open.

"Visualizing and Understanding Recurrent Networks": a gate is left-saturated while its value is
below 0.1, right-saturated above 0.9. A forget gate that is right-saturated most of the time
belongs to a unit that remembers for long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray, LayerTrace

SHUT, OPEN = 0.1, 0.9
SIGMOID_GATES = ("input", "forget", "output", "reset", "update")
"""Gates with values between 0 and 1; a candidate has both signs and is not one."""


@dataclass(frozen=True, eq=False)
class Saturation:
    """One gate of a layer.

    Attributes:
        left: Share of the steps in which each unit's gate is below 0.1, (H,).
        right: Share in which it is above 0.9, (H,).
        steps: How many steps were counted.
    """

    left: FloatArray
    right: FloatArray
    steps: int

    def joined(self, other: Saturation) -> Saturation:
        """Over the steps of both."""
        steps = self.steps + other.steps
        mine, theirs = self.steps / steps, other.steps / steps
        left = (self.left * mine + other.left * theirs).astype(np.float32)
        right = (self.right * mine + other.right * theirs).astype(np.float32)
        return Saturation(left, right, steps)


def saturation(values: FloatArray) -> Saturation:
    """Of the values of one gate, (N, H)."""
    left, right = (values < SHUT).mean(0), (values > OPEN).mean(0)
    return Saturation(left.astype(np.float32), right.astype(np.float32), len(values))


def saturations(layer: LayerTrace) -> Mapping[str, Saturation]:
    """Of every gate of a layer that has values between 0 and 1, by name."""
    return {
        name: saturation(values) for name, values in layer.gates.items() if name in SIGMOID_GATES
    }


def joined(one: Mapping[str, Saturation], other: Mapping[str, Saturation]) -> dict[str, Saturation]:
    """Of the same gates over the steps of both; either may be empty."""
    if not one or not other:
        return dict(one or other)
    return {name: mine.joined(other[name]) for name, mine in one.items()}
