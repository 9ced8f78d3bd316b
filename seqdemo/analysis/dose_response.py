"""Dose-response curves: an outcome by the value units are held at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from seqdemo.analysis.ratio_estimate import Counts, Estimate, mean_estimate
from seqdemo.analysis.text_outcomes import Outcome

ByLevel = Mapping[float, Estimate]


@dataclass
class DoseResponse:
    """What was counted so far.

    Attributes:
        untouched: Outcome -> counts of the untouched network, (B, 2).
        curves: For each set of units: level -> outcome -> counts, (B, 2). The first are those that
            were asked for, the others random ones.
    """

    untouched: dict[str, Counts] = field(default_factory=dict)
    curves: dict[int, dict[float, dict[str, Counts]]] = field(default_factory=dict)

    def add(
        self, curve: int, level: float | None, counts: Mapping[str, list[tuple[float, float]]]
    ) -> None:
        """Take over what was counted at a level; None is the untouched network."""
        arrays = {name: np.array(rows, np.float64) for name, rows in counts.items()}
        if level is None:
            self.untouched = arrays
        else:
            self.curves.setdefault(curve, {})[level] = arrays

    def reference(self, name: str, outcome: Outcome) -> Estimate | None:
        """The outcome of the untouched network; None if it is not known."""
        return outcome.estimate(self.untouched[name]) if name in self.untouched else None

    def curve(self, number: int, name: str, outcome: Outcome) -> ByLevel:
        """The outcome at each level of one set of units."""
        levels = sorted(self.curves.get(number, {}).items())
        return {level: outcome.estimate(counts[name]) for level, counts in levels if name in counts}

    def random_curves(self, name: str, outcome: Outcome) -> list[ByLevel]:
        """The outcome at each level of each random set."""
        curves = (self.curve(number, name, outcome) for number in sorted(self.curves) if number)
        return [one for one in curves if one]

    def baseline(self, name: str, outcome: Outcome) -> ByLevel:
        """Mean over the random sets at each level, with its interval; from two sets on."""
        curves = self.random_curves(name, outcome)
        levels = sorted({level for one in curves for level in one})
        found = {}
        for level in levels:
            values = [one[level].value for one in curves if level in one]
            if len(values) > 1:
                found[level] = mean_estimate(np.array(values))
        return found
