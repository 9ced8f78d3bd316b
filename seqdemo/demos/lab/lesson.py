"""Measures for lessons: gates and gradients, and short trainings."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from seqdemo.core.trace import CellKind
from seqdemo.demos.lab.settings import LEARNT, Settings

Networks = Callable[[str], Any]


def arrives(networks: Networks, cell: str, lag: int) -> float:
    """Share of the gradient that arrives at the colour before the first update, `lag` steps back.

    Of the network as the page makes it, with the forget gate wide open.
    """
    return _back(cell, lag)[-1]


def reaches_further(networks: Networks, lag: int) -> str:
    """Which network, "rnn" or "lstm", gets more of the gradient back over `lag` steps."""
    return "lstm" if _back("lstm", lag)[-1] > _back("rnn", lag)[-1] else "rnn"


def kept(networks: Networks, bias: float, steps: int) -> float:
    """Share of a memory that is left after some steps of a forget gate with that bias alone."""
    return float(1 / (1 + math.exp(-bias)) ** steps)


def open_to(networks: Networks, bias: float) -> float:
    """How far a forget gate with that bias alone is open, 0..1."""
    return float(1 / (1 + math.exp(-bias)))


def learns(networks: Networks, cell: str, lag: int, updates: int) -> str:
    """Whether a network, trained now, names nine colours of ten over `lag` steps: "yes" or "no"."""
    return "yes" if right(networks, cell, lag, updates) >= LEARNT else "no"


def right(networks: Networks, cell: str, lag: int, updates: int) -> float:
    """Share of colours that a network, trained now, names right over `lag` steps."""
    return _trained(cell, lag, updates)


def who_learns(networks: Networks, lag: int, updates: int) -> str:
    """Which of both does: "both", "lstm", "rnn" or "none"."""
    who = [one for one in ("rnn", "lstm") if learns(networks, one, lag, updates) == "yes"]
    return "both" if len(who) == 2 else who[0] if who else "none"


@lru_cache(maxsize=32)
def _back(cell: str, lag: int) -> list[float]:
    from seqdemo.demos.lab.birth_gradient import birth_gradients

    settings = Settings(networks=(cast(CellKind, cell),), lag=lag)
    return birth_gradients(settings)[cast(CellKind, cell)]


@lru_cache(maxsize=32)
def _trained(cell: str, lag: int, updates: int) -> float:
    from seqdemo.demos.lab.racing import Race
    from seqdemo.demos.lab.settings import lags
    from seqdemo.demos.lab.survival import Survival

    if updates > MOST or lag > MOST:
        raise ValueError("that would take too long here: let the page train it")
    settings = Settings(networks=(cast(CellKind, cell),), lag=lag)
    race = Race(settings, ((0, settings.learning_rate),))
    for _ in range(updates):
        race.step()
    return Survival(settings)(race.racers[0].model)[lags(settings).index(lag)]


MOST = 200
"""Updates, and steps, of a network that is trained while a visitor waits."""

MEASURES = {
    one.__name__: one
    for one in (arrives, reaches_further, kept, open_to, learns, right, who_learns)
}
