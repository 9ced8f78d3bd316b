"""Probabilities in words, as all pages write them."""

from __future__ import annotations


def percent(p: float) -> str:
    """A probability as the page writes it: no certainty that is not there."""
    if p >= 0.9995:
        return "100 %"
    if p < 0.0005:
        return "<0.1 %"
    return f"{p:.0%}".replace("%", " %") if 0.0995 <= p < 0.995 else f"{p:.1%}".replace("%", " %")
