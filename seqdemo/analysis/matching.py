"""Match: other spans in which the same units are active.

The idea is LSTMVis's (Strobelt et al., "LSTMVis: A Tool for Visual Analysis of Hidden State
Dynamics in Recurrent Neural Networks", 2018): mark a span of a text; the units that are on in all
of it, and off just before and after, are taken as what the network holds there; other places where
many of them do the same are read side by side. Here a unit may be on with either sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.corpus import LEVELS, BoolArray, ByteArray, Corpus
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray


@dataclass(frozen=True, eq=False)
class Pattern:
    """Units that are on over a span and off around it.

    Attributes:
        units: Their numbers, those farthest above the threshold first, (K,).
        signs: +1 for a unit on at positive values, -1 at negative, (K,).
        length: Steps of the span, 1 or more.
        threshold: From which value on, above 0, a unit is on.
        around: Whether they must be off in the step before and the step after.
    """

    units: IntArray
    signs: IntArray
    length: int
    threshold: float
    around: bool = True


@dataclass(frozen=True)
class Match:
    """One place of a corpus.

    Attributes:
        start: Its first step.
        units: How many units of the pattern are on there throughout and off around.
    """

    start: int
    units: int


def pattern_of(
    hidden: FloatArray, first: int, last: int, threshold: float, *, around: bool = True
) -> Pattern:
    """The units that are on from step `first` to step `last`, and off around them.

    Args:
        hidden: States of a text, (T, H).
        first: First step of the span, from 0.
        last: Its last step, which belongs to it.
        threshold: From which absolute value on a unit is on, above 0.
        around: Whether units that are on before or after do not count. The edges of the text do
            not matter.

    Raises:
        ValueError: If the span is not within the text, or the threshold not above 0.
    """
    if not 0 <= first <= last < len(hidden):
        raise ValueError(f"the span {first} to {last} is not within {len(hidden)} steps")
    if not threshold > 0:
        raise ValueError(f"the threshold must be above 0, got {threshold}")
    span = hidden[first : last + 1]
    signs = np.where(span[0] < 0, -1, 1)
    weakest = (span * signs).min(0)
    on = weakest >= threshold
    if around:
        for neighbour in (first - 1, last + 1):
            if 0 <= neighbour < len(hidden):
                on &= hidden[neighbour] * signs < threshold
    units = np.flatnonzero(on)
    units = units[np.argsort(-weakest[units], kind="stable")]
    return Pattern(units, signs[units].astype(np.int64), last - first + 1, threshold, around)


def match(
    corpus: Corpus, pattern: Pattern, count: int = 20, allowed: BoolArray | None = None
) -> list[Match]:
    """The places where most units of a pattern fire together, best first, none overlapping.

    Takes about a millisecond per unit and 100,000 steps.

    Args:
        corpus: Where to look.
        pattern: What to look for.
        count: How many places at most; those with no unit at all are left out.
        allowed: At which steps a place may start, for each window of the pattern's length.
    """
    windows = len(corpus) - pattern.length + 1
    if windows < 1:
        return []
    votes = np.zeros(windows, np.int16)
    first, last = corpus.first_and_last()
    for unit, sign in zip(pattern.units, pattern.signs, strict=True):
        on = _on(corpus.states[unit], int(sign), pattern.threshold / corpus.most)
        votes += _windows(on, pattern, first, last)
    votes[_across(first, pattern.length)] = 0
    if allowed is not None:
        votes[~allowed] = 0
    return list(_best_apart(votes, pattern.length, count))


def _on(row: ByteArray, sign: int, threshold: float) -> BoolArray:
    level = int(np.ceil(threshold * LEVELS - 0.5))
    return row >= level if sign > 0 else row <= -level


def _windows(on: BoolArray, pattern: Pattern, first: BoolArray, last: BoolArray) -> BoolArray:
    """For each window, whether the unit is on in all of it and, if asked, off around it."""
    count = len(on) - pattern.length + 1
    whole = on[:count].copy()
    for step in range(1, pattern.length):
        whole &= on[step : step + count]
    if pattern.around:
        before = np.append(False, on[:-1]) & ~first
        after = np.append(on[1:], False) & ~last
        whole &= ~before[:count]
        whole &= ~after[pattern.length - 1 :]
    return whole


def _across(first: BoolArray, length: int) -> BoolArray:
    """Windows that reach from one sequence into the next."""
    count = len(first) - length + 1
    begun = np.cumsum(first)
    return np.asarray(begun[:count] != begun[length - 1 :])


def _best_apart(votes: npt.NDArray[np.int16], length: int, count: int) -> Iterator[Match]:
    """The highest windows that do not overlap; of equal ones the earlier."""
    most = min(len(votes), 3 * count * length)
    candidates = np.flatnonzero(votes >= max(1, np.partition(votes, -most)[-most]))
    taken: list[int] = []
    for start in candidates[np.argsort(-votes[candidates], kind="stable")]:
        if len(taken) == count:
            return
        if all(abs(int(start) - other) >= length for other in taken):
            taken.append(int(start))
            yield Match(int(start), int(votes[start]))
