"""Loss of Sketch-RNN's default configuration on the same drawings.

Measured by bench/_sketch_default.py on an H100, with the density of our own networks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DefaultRun:
    """One run of the default configuration.

    Attributes:
        updates: How many it took, of 100 drawings each.
        l_r: Split -> its loss then, as `evaluation.metrics` defines it.
    """

    updates: int
    l_r: Mapping[str, float]

    def metrics(self, split: str) -> dict[str, float]:
        """What is said beside our own loss on a split."""
        if split not in self.l_r:
            return {}
        return {"default_l_r": self.l_r[split], "default_updates": self.updates}


DEFAULT_RUNS: Mapping[str, DefaultRun] = {
    "aaron_sheep": DefaultRun(5_000, {"valid": 0.2775, "test": 0.2469}),
    "omniglot": DefaultRun(7_000, {"valid": -0.2049, "test": -0.1887}),
    "short_kanji": DefaultRun(5_000, {"valid": -0.9176, "test": -0.9039}),
}
"""Data set -> run."""
