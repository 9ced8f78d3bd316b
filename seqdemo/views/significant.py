"""Numbers in three significant digits, as people write them."""

from __future__ import annotations

from math import isfinite

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


def _written(size: float) -> str:
    if size >= LARGE or 0 < size < SMALL:
        digits, power = f"{size:.2e}".split("e")
        times = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"
        return f"{_short(digits)}{times}10{str(int(power)).translate(_RAISED)}"
    return f"{size:,.0f}" if size >= 999.5 else _short(f"{float(f'{size:.3g}'):.9f}")


def _short(digits: str) -> str:
    """Decimal digits without zeros at the end."""
    return digits.rstrip("0").rstrip(".")
