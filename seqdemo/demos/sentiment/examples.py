"""Ready sentences, and the shipped trace of the first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from seqdemo.core.card_file import ASSETS

EXAMPLE, TAKEN_APART = "example.npz", "taken_apart.npz"
FIRST = "I expected to hate every minute, but I was never bored."
"""What greets a visitor."""

FIRST_UNIT: Mapping[str, tuple[int, int]] = {"lstm": (0, 381)}
"""Layer and unit of a network that are worth a first look: silent until *not* or *never* has been
read, far below 0 at the word after."""

SENTENCES = {
    "a turn": FIRST,
    "the other turn": "I expected to love every minute, but it was not funny at all.",
    "good, not bad": "The film is good, not bad.",
    "bad, not good": "The film is bad, not good.",
    "slow praise": "It is slow, it is strange, it has no plot, and I could not look away.",
    "faint praise": "The actors try hard, but nothing can save this script.",
}
"""Name on the button -> sentence."""


def shipped(network: str, text: str) -> Path | None:
    """The finished trace of a sentence by one of the networks, if one ships; needs no torch."""
    return _there(network, EXAMPLE) if text == FIRST else None


def taken_apart(network: str, text: str) -> Path | None:
    """What each word of a sentence does, if that ships; needs no torch."""
    return _there(network, TAKEN_APART) if text == FIRST else None


def _there(network: str, name: str) -> Path | None:
    path = ASSETS / "sentiment" / network / name
    return path if path.exists() else None
