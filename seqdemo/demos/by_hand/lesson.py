"""Measures for lessons: what is left of a gradient after many steps."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Networks = Callable[[str], Any]
_SURE = 20.0  # of a gate's sum: it is open, or with a minus shut, to eight places


def left(networks: Networks, weight: float, steps: int) -> float:
    """Gradient left after so many steps of h = weight * h, of 1 at the last."""
    return abs(float(weight)) ** steps


def fate(networks: Networks, weight: float, steps: int) -> str:
    """What becomes of it: "vanishes", "stays" or "explodes"."""
    found = left(networks, weight, steps)
    return "vanishes" if found < 0.1 else "explodes" if found > 10 else "stays"


def half_life(networks: Networks, weight: float) -> int:
    """Steps after which less than half of it is left."""
    if not 0 < abs(weight) < 1:
        raise ValueError("nothing gets lost with such a weight")
    return math.floor(math.log(0.5) / math.log(abs(weight))) + 1


def keeper(networks: Networks) -> str:
    """The gate of an LSTM cell that alone has to be open so that the cell state stays.

    Each of "forget", "input" and "output" in turn is open, the two others shut.
    """
    import torch

    cell, kept = torch.nn.LSTMCell(1, 1), {}
    for gate, row in (("input", 0), ("forget", 1), ("output", 3)):  # PyTorch's order of the rows
        state = torch.zeros(1, 1), torch.ones(1, 1)
        with torch.no_grad():
            for weight in cell.parameters():
                weight.zero_()
            cell.bias_ih[[0, 1, 3]] = -_SURE
            cell.bias_ih[row] = _SURE
            kept[gate] = float(cell(torch.zeros(1, 1), state)[1])
    return max(kept, key=kept.__getitem__)


MEASURES = {one.__name__: one for one in (left, fate, half_life, keeper)}
