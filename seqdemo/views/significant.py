"""Numbers in three significant digits, as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10

LARGE, SMALL = 1e12, 1e-6
"""From here on, and below that, a power of ten says more than a row of zeros."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def significant(value: float) -> str:
    """Format a number in three digits that count: 0.0123, 4.56, 43.2, 2,560, 3.1 × 10¹⁴.

    Whole numbers beyond three digits are written out; the minus sign is one.
    """
    if not isfinite(value):
        return str(value).replace("-", "\N{MINUS SIGN}")
    text = _written(abs(value))
    return f"\N{MINUS SIGN}{text}" if value < 0 and text != "0" else text


def told_apart(values: Sequence[float]) -> list[str]:
    """Format numbers that are read beside each other, as fine as what lies between them asks."""
    spread = float(max(values) - min(values)) if len(values) else 0.0
    finest = max((_place(abs(float(value))) for value in values), default=0.0)
    if finest <= spread / 5 or not 1e-8 < spread < LARGE:
        return [significant(float(value)) for value in values]
    places = max(0, 1 - floor(log10(spread)))
    return [f"{float(value):,.{places}f}".replace("-", "\N{MINUS SIGN}") for value in values]


def _place(size: float) -> float:
    """What the last digit of `significant` counts."""
    if size >= 999.5 or not size:
        return float(size > 0)
    return 10.0 ** (floor(log10(size)) - 2)


def _written(size: float) -> str:
    if size >= LARGE or 0 < size < SMALL:
        digits, power = f"{size:.2e}".split("e")
        times = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"
        return f"{_short(digits)}{times}10{str(int(power)).translate(_RAISED)}"
    return f"{size:,.0f}" if size >= 999.5 else _short(f"{float(f'{size:.3g}'):.9f}")


def _short(digits: str) -> str:
    """Decimal digits without zeros at the end."""
    return digits.rstrip("0").rstrip(".")
