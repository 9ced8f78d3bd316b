"""Shares and probabilities as all pages write them: 40 %, 99.7 %."""

from __future__ import annotations

SIGN = "\N{NO-BREAK SPACE}%"
"""Never parted from its number at the end of a line, nor in a narrow column of a table."""


def percent(p: float, decimals: int | None = None) -> str:
    """Format a share as a percentage: 0.403 is 40 %, with one decimal 40.3 %.

    Args:
        p: The share, from 0 to 1.
        decimals: Digits after the point, for what was counted or measured. By default a
            probability's: two digits, and no certainty that is not there (99.7 %, <0.1 %).
    """
    if decimals is None:
        if p < 0.0005:
            return f"<0.1{SIGN}"
        decimals = 0 if 0.0995 <= p < 0.995 or p >= 0.9995 else 1
    return f"{100 * p:.{decimals}f}{SIGN}".replace("-", "\N{MINUS SIGN}")
