"""Selectivity: a property told better than by chance, with intervals.

States of neighbouring steps are alike, and so are labels: both the intervals and the control keep
runs of steps together. Intervals are of a block bootstrap (Künsch, "The jackknife and the bootstrap
for general stationary observations", 1989). The control shifts all labels along the corpus, so that
they mean nothing, and chooses and fits anew (Hewitt and Liang, "Designing and interpreting probes
with control tasks", 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.analysis.corpus import LEVELS, Corpus
from seqdemo.analysis.linear_probe import LinearProbe
from seqdemo.analysis.text_properties import Property
from seqdemo.analysis.unit_meaning import auc, correlation
from seqdemo.core.trace import FloatArray

BLOCK = 250
"""Steps of a block: several lines of a text."""

DRAWS, SHIFTS = 1_000, 19
"""Of the bootstrap; of the labels: the best of 19 is reached by chance once in 20."""


@dataclass(frozen=True)
class Measured:
    """A score on steps that nothing was chosen or fitted on.

    Attributes:
        score: AUC, or correlation.
        low: Lower end of the 95 % interval.
        high: Upper end.
        chance: Mean score that labels which mean nothing reach.
        chance_most: The highest of them.
    """

    score: float
    low: float
    high: float
    chance: float
    chance_most: float


@dataclass(frozen=True)
class Selectivity:
    """How well one unit and the whole state tell a property.

    Attributes:
        unit: Chosen on the first half.
        alone: That unit.
        whole: A linear probe of all.
    """

    unit: int
    alone: Measured
    whole: Measured


def selectivity(corpus: Corpus, asked: Property, seed: int = 0) -> Selectivity:
    """Measure the best unit and a probe of the whole state, with intervals and control.

    Args:
        corpus: States and what was read; its first half is chosen and fitted on.
        asked: The property.
        seed: Of the draws.
    """
    draw = np.random.default_rng(seed)
    one = _Halves(corpus, asked.binary)
    shifts = draw.integers(len(corpus) // 4, 3 * len(corpus) // 4, SHIFTS)
    controls = [one.scores(np.roll(asked.values, int(shift))) for shift in shifts]
    found = one.scores(asked.values)
    alone, whole = (
        Measured(
            found.score[part],
            *_interval(found.said[part], found.known, asked.binary, draw),
            float(np.mean([each.score[part] for each in controls])),
            float(np.max([each.score[part] for each in controls])),
        )
        for part in (0, 1)
    )
    return Selectivity(found.unit, alone, whole)


@dataclass(frozen=True, eq=False)
class _Scores:
    """Scores on the second half of the best unit and of the probe, and what they are of."""

    unit: int
    score: tuple[float, float]
    said: tuple[FloatArray, FloatArray]
    known: FloatArray


class _Halves:
    """Chooses and fits on the first half of a corpus, and measures on the second."""

    def __init__(self, corpus: Corpus, binary: bool) -> None:
        half = len(corpus) // 2
        self._first, self._second = slice(0, half), slice(half, len(corpus))
        self._corpus, self._binary = corpus, binary
        self._probe = LinearProbe(corpus, self._first)

    def scores(self, values: FloatArray) -> _Scores:
        """Of one set of labels, (N,)."""
        known = values[self._second]
        like = self._probe.correlations(values[self._first])
        unit = int(np.abs(like).argmax())
        sign = np.float32(-1 if like[unit] < 0 else 1)
        states = self._corpus.states[unit, self._second].astype(np.float32) / LEVELS
        alone: FloatArray = np.asarray(sign * states, np.float32)
        said = alone, self._probe.read([values[self._first]], self._second)[0]
        score = auc if self._binary else correlation
        return _Scores(unit, (score(said[0], known), score(said[1], known)), said, known)


def _interval(
    said: FloatArray, known: FloatArray, binary: bool, draw: np.random.Generator
) -> tuple[float, float]:
    """The 95 % interval of a score, blocks of steps drawn anew."""
    blocks = max(2, len(said) // BLOCK)
    where = np.minimum(np.arange(len(said)) // BLOCK, blocks - 1)
    weights = draw.multinomial(blocks, np.full(blocks, 1 / blocks), DRAWS).astype(np.float64)
    of = _aucs if binary else _correlations
    scores = of(said, known, where, blocks, weights)
    low, high = np.nanquantile(scores, [0.025, 0.975])
    return float(low), float(high)


def _aucs(
    said: FloatArray, known: FloatArray, where: FloatArray, blocks: int, weights: npt.NDArray[Any]
) -> FloatArray:
    """AUC of every draw, (DRAWS,): from how often each of 256 levels is met in each block."""
    edges = np.unique(np.quantile(said, np.linspace(0, 1, 257)[1:-1]))
    levels = np.searchsorted(edges, said, side="right")
    width = len(edges) + 1
    place = where * width + levels

    def counts(of: FloatArray) -> FloatArray:
        found = np.bincount(place, weights=of, minlength=blocks * width)
        return np.asarray(weights @ found.reshape(blocks, width))

    positive, negative = counts(known), counts(1 - known)
    below = np.cumsum(negative, 1) - negative
    pairs = positive.sum(1) * negative.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((positive * (below + negative / 2)).sum(1) / pairs)


def _correlations(
    said: FloatArray, known: FloatArray, where: FloatArray, blocks: int, weights: npt.NDArray[Any]
) -> FloatArray:
    """Pearson's correlation of every draw, (DRAWS,)."""
    x, y = said.astype(np.float64) - said.mean(), known.astype(np.float64) - known.mean()

    def sums(of: FloatArray) -> FloatArray:
        return np.asarray(weights @ np.bincount(where, weights=of, minlength=blocks))

    n, sx, sy = sums(np.ones_like(x)), sums(x), sums(y)
    spread = np.sqrt((sums(x * x) - sx * sx / n) * (sums(y * y) - sy * sy / n))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((sums(x * y) - sx * sy / n) / spread)
