"""Forecast that greets a visitor, and what ships beside a network."""

from __future__ import annotations

from pathlib import Path

from seqdemo.core.card_file import ASSETS
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.shipped import shipped

NETWORK = "gru"
EXAMPLE, BASELINES = "example.npz", "baselines.json"
FIRST_ORIGIN, FIRST_HORIZON = 132, 12


def first_ask() -> Ask:
    """The last year of the airline passengers."""
    return Ask(shipped()["airline"], FIRST_ORIGIN, FIRST_HORIZON)


def shipped_trace(asked: Ask, network: str) -> Path | None:
    """File of the finished trace of a query, where one ships."""
    ships = network == NETWORK and asked.key == first_ask().key
    return ASSETS / "forecast" / NETWORK / EXAMPLE if ships else None
