"""Confidence of a caption, against measured correctness.

The measure is the geometric mean of the probabilities of all words and of the end: what one word
had on average. It says how sure the network is, not whether it is right; how far the one goes with
the other is measured on photos it was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

FILE = "confidence.json"
PARTS = 5


@dataclass(frozen=True)
class Scale:
    """Confidence on photos that were not trained on, cut into `PARTS` groups of equal size.

    Attributes:
        photos: How many.
        split: Of which part of the data.
        edges: Confidence between one group and the next, ascending, PARTS - 1 numbers.
        cider: Mean CIDEr-D of each group, least sure first, PARTS numbers.
    """

    photos: int
    split: str
    edges: tuple[float, ...]
    cider: tuple[float, ...]

    def part(self, confidence: float) -> int:
        """The group a confidence falls into: 0 is the least sure."""
        return sum(confidence > edge for edge in self.edges)


def confidence_of(log_probability: float, words: int) -> float:
    """Geometric mean of the probabilities of `words` words and the end, (0, 1]."""
    return exp(log_probability / (words + 1))


def scale_of(confidences: Sequence[float], scores: Sequence[float], split: str) -> Scale:
    """Cut a split into groups by confidence, and measure each by its CIDEr-D scores."""
    order = np.argsort(confidences, kind="stable")
    groups = np.array_split(np.asarray(scores, np.float64)[order], PARTS)
    edges = np.quantile(confidences, np.arange(1, PARTS) / PARTS)
    means = [float(group.mean()) if len(group) else 0.0 for group in groups]
    return Scale(
        len(scores),
        split,
        tuple(round(float(edge), 4) for edge in edges),
        tuple(round(mean, 4) for mean in means),
    )


def scale_bytes(scale: Scale) -> bytes:
    """The file `FILE`."""
    return (json.dumps(asdict(scale)) + "\n").encode()


def load_scale(file: Path) -> Scale | None:
    """The scale that ships beside a network; None if there is none that can be read."""
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        edges, cider = tuple(map(float, data["edges"])), tuple(map(float, data["cider"]))
        whole = len(edges) == PARTS - 1 and len(cider) == PARTS
        return Scale(int(data["photos"]), str(data["split"]), edges, cider) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
