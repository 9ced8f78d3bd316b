"""Contrast pairs: almost the same words, the opposite mood.

Written for this demo, to measure what order and negation do; nothing is trained on them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "contrast.tsv"


class Pair(NamedTuple):
    """Two sentences.

    Attributes:
        kind: What makes them differ: "negation", "order".
        positive: The one that sounds glad.
        negative: The other.
    """

    kind: str
    positive: str
    negative: str


@lru_cache(maxsize=1)
def pairs() -> tuple[Pair, ...]:
    """All of them."""
    lines = FILE.read_text("utf-8").splitlines()[1:]
    return tuple(Pair(*line.split("\t")) for line in lines)
