"""Measures for lessons: what is left of a gradient after many steps."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Networks = Callable[[str], Any]


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


MEASURES = {one.__name__: one for one in (left, fate, half_life)}
