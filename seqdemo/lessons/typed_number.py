"""Parse a number as visitors type it: 0.5, 0,5, −1, 62 %, 19,600."""

from __future__ import annotations

import re
from math import isfinite

_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([, ]\d{3})+(\.\d+)?", re.ASCII)
"""As the pages themselves write large numbers; 0,125 is no such, and 1,5 neither."""


def typed_number(text: str) -> float:
    """The number that is meant; per cent as they stand.

    Raises:
        ValueError: If it is none.
    """
    plain = " ".join(text.replace("−", "-").split()).rstrip("% ")
    if _THOUSANDS.fullmatch(plain):
        return float(plain.replace(",", "").replace(" ", ""))
    if not plain.isascii():
        raise ValueError("digits of other scripts")
    number = float(plain.replace(",", "."))
    if not isfinite(number):
        raise ValueError("as good as none")
    return number
