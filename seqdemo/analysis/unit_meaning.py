"""AUC and correlation of units with a property, on held-out text.

A unit is chosen on the first half of a corpus and measured on the second: with hundreds of units
the best of them looks good by luck on the steps it was chosen on. The whole state is asked by a
linear probe (Alain and Bengio, "Understanding intermediate layers using linear classifier probes",
2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.corpus import LEVELS, ByteArray, Corpus
from seqdemo.analysis.linear_probe import LinearProbe
from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray

LEAST = 20
"""Steps with and without a property that each half must have: less says nothing."""

AUC, CORRELATION = "AUC", "correlation"
Numbers = npt.NDArray[Any]
BINS = 2 * LEVELS + 2
BLOCK = 16
"""Units that are looked at together: their values over half a corpus stay in the cache."""


@dataclass(frozen=True)
class UnitScore:
    """One unit and one property, measured on steps it was not chosen on.

    Attributes:
        unit: Its number.
        score: Area under the ROC curve (0.5 is chance, 1 is perfect) of a yes or no, else the
            absolute correlation, 0..1.
        sign: +1 if high values say yes, -1 if low ones do.
    """

    unit: int
    score: float
    sign: int


@dataclass(frozen=True)
class Meaning:
    """What is known of one property.

    Attributes:
        measure: "AUC" or "correlation".
        best: The units that tell it best, best first as chosen on the first half.
        probe: The same measure of a linear probe of the whole state.
    """

    measure: str
    best: tuple[UnitScore, ...]
    probe: float


@dataclass(frozen=True, eq=False)
class EveryUnit:
    """How well every unit of a layer tells one property, H of them.

    Attributes:
        measure: "AUC" or "correlation".
        chosen: On the first half, to choose by: AUC - 0.5, or correlation; signed, (H,).
        measured: The same on the second half, (H,).
        probe: The measure of a linear probe of the whole state, on the second half.
    """

    measure: str
    chosen: FloatArray
    measured: FloatArray
    probe: float

    def score(self, unit: int, sign: int | None = None) -> UnitScore:
        """One unit on the second half; asked for high or low values as the first half says.

        Args:
            unit: Its number.
            sign: +1 or -1, where something else has said already which values mean yes.
        """
        sign = sign or (-1 if self.chosen[unit] < 0 else 1)
        chance = 0.5 if self.measure == AUC else 0.0
        return UnitScore(unit, chance + sign * float(self.measured[unit]), sign)


def meanings(corpus: Corpus, asked: Mapping[str, Property], count: int = 5) -> dict[str, Meaning]:
    """Which units tell each property; those with too few examples in a half are left out.

    Args:
        corpus: States and what was read.
        asked: Name -> one value a step of the corpus.
        count: How many units to name for each.
    """
    first, second = _halves(corpus)
    return {
        name: Meaning(_measure(one), _best(corpus, one, first, second, count), probe)
        for name, one, probe in _probed(corpus, asked)
    }


def every_unit(corpus: Corpus, asked: Mapping[str, Property]) -> dict[str, EveryUnit]:
    """How well each unit tells each property; those with too few examples in a half are left out.

    Args:
        corpus: States and what was read.
        asked: Name -> one value a step of the corpus.
    """
    units = range(corpus.hidden_size)
    found = {}
    for name, one, probe in _probed(corpus, asked):
        chosen, measured = (_scores(corpus, one, part, units) for part in _halves(corpus))
        found[name] = EveryUnit(_measure(one), chosen, measured, probe)
    return found


def auc(scores: FloatArray, yes: FloatArray) -> float:
    """Chance that a step with the property scores above one without it, ties half."""
    from scipy.stats import rankdata  # half a second, which a server starts without

    ranks, positive = rankdata(scores), float(yes.sum())
    above = ranks[yes > 0].sum() - positive * (positive + 1) / 2
    return float(above / (positive * (len(yes) - positive)))


def correlation(row: Numbers, values: Numbers) -> float:
    """Pearson's; 0 where one of the two does not change."""
    return float(_correlations(row[None], values)[0])


def _halves(corpus: Corpus) -> tuple[slice, slice]:
    half = len(corpus) // 2
    return slice(0, half), slice(half, len(corpus))


def _measure(asked: Property) -> str:
    return AUC if asked.binary else CORRELATION


def _probed(corpus: Corpus, asked: Mapping[str, Property]) -> Iterator[tuple[str, Property, float]]:
    """Every property with enough examples in both halves, and how well a linear probe tells it."""
    first, second = _halves(corpus)
    enough = {
        name: one
        for name, one in asked.items()
        if all(_telling(one, one.values[part]) for part in (first, second))
    }
    if not enough:
        return
    wanted = [one.values[first] for one in enough.values()]
    told = LinearProbe(corpus, first).read(wanted, second)
    for (name, one), said in zip(enough.items(), told, strict=True):
        known = one.values[second]
        skill = auc(said, known) if one.binary else max(0.0, correlation(said, known))
        yield name, one, skill


def _best(
    corpus: Corpus, asked: Property, first: slice, second: slice, count: int
) -> tuple[UnitScore, ...]:
    chosen = _scores(corpus, asked, first, range(corpus.hidden_size))
    order = np.argsort(-np.abs(chosen), kind="stable")[:count]
    measured = _scores(corpus, asked, second, order)
    signs = np.where(chosen[order] < 0, -1, 1)
    chance = 0.5 if asked.binary else 0.0
    return tuple(
        UnitScore(int(unit), chance + float(sign * value), int(sign))
        for unit, value, sign in zip(order, measured, signs, strict=True)
    )


def _telling(asked: Property, values: FloatArray) -> bool:
    if asked.binary:
        return bool(LEAST <= values.sum() <= len(values) - LEAST)
    return len(values) >= 2 * LEAST and bool(np.ptp(values) > 0)


def _scores(corpus: Corpus, asked: Property, part: slice, units: Iterable[int]) -> FloatArray:
    """AUC - 0.5, or correlation, of each unit: signed, 0 is chance."""
    rows, values = list(units), asked.values[part]
    one = _aucs if asked.binary else _correlations
    blocks = (rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK))
    found = [one(corpus.states[block, part], values) for block in blocks]
    return np.concatenate(found).astype(np.float32) if found else np.zeros(0, np.float32)


def _correlations(rows: Numbers, values: Numbers) -> FloatArray:
    """Pearson's of each row with the values; 0 where one of the two does not change."""
    a, b = rows.astype(np.float64), values.astype(np.float64)
    a -= a.mean(1, keepdims=True)
    b -= b.mean()
    scale = np.sqrt(np.einsum("hn,hn->h", a, a) * (b @ b))
    return np.asarray(np.divide(a @ b, scale, out=np.zeros(len(a)), where=scale > 0))


def _aucs(rows: ByteArray, yes: FloatArray) -> FloatArray:
    """AUC - 0.5 of each row of values of few levels: by counting levels, exact with ties."""
    positive, all_of_them = _counts(rows, np.flatnonzero(yes)), _counts(rows)
    negative = all_of_them - positive
    below = np.cumsum(negative, 1) - negative
    pairs = positive.sum(1) * negative.sum(1)
    return np.asarray((positive * (below + negative / 2)).sum(1) / pairs - 0.5)


def _counts(rows: ByteArray, steps: IntArray | None = None) -> FloatArray:
    """How often each row has each level, (H, BINS), over some steps or all."""
    taken = rows if steps is None else rows[:, steps]
    levels = taken.astype(np.intp) + (LEVELS + 1)
    levels += np.arange(len(rows))[:, None] * BINS
    counted = np.bincount(levels.ravel(), minlength=len(rows) * BINS)
    return counted.reshape(len(rows), BINS).astype(np.float64)
