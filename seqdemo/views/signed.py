"""Numbers with their sign, as all pages write them."""

from __future__ import annotations


def signed(value: float) -> str:
    """A number with its sign and two places, the sign as wide as a digit."""
    return f"{value:+.2f}".replace("-", "−")
