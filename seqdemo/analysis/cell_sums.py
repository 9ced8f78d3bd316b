"""Sums of one unit's gates at one step, product by product.

A gate is a sum over all inputs and all units of the step before, put through a nonlinearity; here
the sum is taken apart again, so that one can see what it was made of. The equations are those of
`seqdemo.models.recurrent`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from seqdemo.core.trace import GATES, CellKind, FloatArray

SQUASHED = {"candidate": "tanh", "hidden": "tanh"}
"""Nonlinearity of a sum where it is not the logistic sigmoid."""


class LayerWeights(NamedTuple):
    """One direction of one layer with G gates stacked, as in torch.nn."""

    weight_ih: FloatArray  # (G*H, I)
    weight_hh: FloatArray  # (G*H, H)
    bias_ih: FloatArray  # (G*H,)
    bias_hh: FloatArray  # (G*H,)


@dataclass(frozen=True, eq=False)
class OpenedLayer:
    """What is needed beside a trace to take the sums of a layer apart.

    Attributes:
        weights: Of the layer.
        inputs: What it read, (T, I).
        name: Words for input number n.
    """

    weights: LayerWeights
    inputs: FloatArray
    name: Callable[[int], str] = "x {}".format


@dataclass(frozen=True)
class Part:
    """One product of a sum.

    Attributes:
        source: "x", an input, or "h", a unit of the step before.
        index: Which.
        value: What it was.
        weight: Of this unit's gate, times the reset gate where the sum has it.
    """

    source: Literal["x", "h"]
    index: int
    value: float
    weight: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


@dataclass(frozen=True)
class GateSum:
    """The sum of one gate of one unit.

    Attributes:
        gate: Its name in traces; "hidden" for an RNN.
        parts: The products that weigh most, largest first.
        rest_x: Sum of the other inputs' products.
        rest_h: Sum of the other units' products.
        bias: Added to that.
        squash: "sigmoid", "tanh" or "relu".
        value: The gate.
    """

    gate: str
    parts: tuple[Part, ...]
    rest_x: float
    rest_h: float
    bias: float
    squash: str
    value: float

    @property
    def total(self) -> float:
        """What is put through the nonlinearity."""
        return sum(part.product for part in self.parts) + self.rest_x + self.rest_h + self.bias


def cell_sums(
    cell: CellKind,
    weights: LayerWeights,
    x: FloatArray,
    previous: FloatArray,
    unit: int,
    *,
    most: int = 4,
    relu: bool = False,
) -> tuple[GateSum, ...]:
    """Sums of all gates of a unit, in the order in which the weights stand.

    Args:
        cell: Which recurrence.
        weights: Of the layer.
        x: Input of the step, (I,).
        previous: Hidden state of the step before, (H,).
        unit: Which unit.
        most: Products named in each sum.
        relu: Whether an RNN takes relu in place of tanh.

    Raises:
        ValueError: If there is no such unit.
    """
    size = len(previous)
    if not 0 <= unit < size:
        raise ValueError(f"there are {size} units, no number {unit}")
    found: list[GateSum] = []
    for place, gate in enumerate(GATES[cell] or ("hidden",)):
        row = place * size + unit
        # The GRU's candidate lets the reset gate decide how much of the old state counts.
        reset = found[0].value if (cell, gate) == ("gru", "candidate") else 1.0
        squash = "relu" if relu else SQUASHED.get(gate, "sigmoid")
        bias = float(weights.bias_ih[row] + reset * weights.bias_hh[row])
        rows = weights.weight_ih[row], reset * weights.weight_hh[row]
        found.append(_sum(gate, rows, (x, previous), bias, squash, most))
    return tuple(found)


def _sum(
    gate: str,
    rows: tuple[FloatArray, FloatArray],
    values: tuple[FloatArray, FloatArray],
    bias: float,
    squash: str,
    most: int,
) -> GateSum:
    products = np.concatenate([row * value for row, value in zip(rows, values, strict=True)])
    inputs = len(rows[0])
    first = np.argsort(-np.abs(products), kind="stable")[:most]
    parts = tuple(_part(int(n), inputs, rows, values) for n in first)
    products[first] = 0.0
    rest_x, rest_h = float(products[:inputs].sum()), float(products[inputs:].sum())
    total = sum(part.product for part in parts) + rest_x + rest_h + bias
    return GateSum(gate, parts, rest_x, rest_h, bias, squash, _squashed(squash, total))


def _part(
    n: int, inputs: int, rows: tuple[FloatArray, FloatArray], values: tuple[FloatArray, FloatArray]
) -> Part:
    of, index = (0, n) if n < inputs else (1, n - inputs)
    return Part("h" if of else "x", index, float(values[of][index]), float(rows[of][index]))


def _squashed(squash: str, total: float) -> float:
    if squash == "relu":
        return max(0.0, total)
    return float(np.tanh(total) if squash == "tanh" else 0.5 + 0.5 * np.tanh(0.5 * total))
