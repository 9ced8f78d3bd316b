"""Measures for lessons: the shape of each demo's problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from seqdemo.tasks.card import KINDS
from seqdemo.tasks.registry import cards

Networks = Callable[[str], Any]


def shape(networks: Networks, demo: str) -> str:
    """The shape that a demo has on the map, such as "many to one"."""
    found = next((card.section.lower() for card in cards() if card.name == demo), "")
    if found not in KINDS:
        raise ValueError(f"{demo} has no shape of its own")
    return found


MEASURES = {"shape": shape}
