"""Measures of lines in many texts, written while a unit is held.

One text is luck: these are of as many as the explorer writes, and the same, so that a lesson and
the page that it is about give one number.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from seqdemo.core.intervention import Clamp
from seqdemo.demos.shakespeare.lesson.reading import Networks

TEXTS = 32
"""As many as the explorer writes of what is asked for."""

OPENING = 8
"""Characters of the greeting text that each begins with; the last one is the first held."""


def line(networks: Networks, layer: int, number: int, value: float) -> float:
    """Characters a line, over many texts, while a unit is held at a value; layers from 1."""
    return _line(networks("lstm"), (Clamp(layer - 1, (number,), OPENING - 1, float(value)),))


def free_line(networks: Networks) -> float:
    """Characters a line, over many texts, when the network is left alone."""
    return _line(networks("lstm"), ())


def times_longer(networks: Networks, layer: int, number: int, value: float) -> float:
    """How many times as long lines are while a unit is held at a value."""
    return line(networks, layer, number, value) / free_line(networks)


def breaks(networks: Networks, layer: int, number: int, value: float) -> str:
    """Whether holding a unit makes "more" line breaks, "fewer" or the "same", within a tenth."""
    times = times_longer(networks, layer, number, value)
    return "more" if times < 0.9 else "fewer" if times > 1.1 else "same"


def weaker(networks: Networks, number: int, other: int) -> str:
    """Whether a unit of layer 2, held at 1, changes lines "less" than another, or "more"."""
    free = free_line(networks)
    one, two = (abs(line(networks, 2, n, 1) - free) for n in (number, other))
    return "less" if one < two else "more"


@lru_cache(maxsize=32)
def _line(model: Any, held: tuple[Clamp, ...]) -> float:
    from seqdemo.demos.shakespeare.explore import EXPLORE, example_text
    from seqdemo.tasks.causes import WriteMany

    asked = WriteMany(example_text()[:OPENING], tuple(range(TEXTS)), (held,) * TEXTS)
    outcome = EXPLORE.outcomes()["line"]
    assert outcome.count, "lines are counted in texts"
    written = EXPLORE.write_many(model, asked)
    return outcome.estimate(np.array([outcome.count(one.text) for one in written])).value


MEASURES = {one.__name__: one for one in (line, free_line, times_longer, breaks, weaker)}
