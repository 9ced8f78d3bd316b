"""Learning by heart: warnings, and passages that are copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

WORSE = 0.1
"""Bits by which the part that is kept back is foreseen worse than before."""

COPIED = 30
"""Characters from which on a passage counts as copied: shorter ones recur in any text."""


def best_place(told: Sequence[Mapping[str, Any]]) -> int:
    """Place of the frame at which the part that is kept back was foreseen best."""
    return min(range(len(told)), key=lambda place: float(told[place]["kept"]))


def warnings(told: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is to be said at each frame; "" for nothing."""
    found, best = [], None
    for one in told:
        if best is None or one["kept"] < best["kept"]:
            best = one
        found.append(_warning(one, best))
    return found


def _warning(now: Mapping[str, Any], best: Mapping[str, Any]) -> str:
    if now["kept"] - best["kept"] <= WORSE:
        return ""
    return (
        f"It learns your text by heart: of what it has never seen, it knew more at update "
        f"{best['update']:,} ({best['kept']:.2f} bits; now {now['kept']:.2f}). More text helps."
    )


def is_copied(start: int, end: int) -> bool:
    """Whether a passage that stands in the text word for word is a long one."""
    return end - start >= COPIED


def copied(told: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the copied passage of a sample begins and ends, if it is a long one."""
    start, end = told["copied"]
    return (start, end) if is_copied(start, end) else None
