"""Closeness: how near a photo is to those a captioner was trained on.

The encoder's map, averaged over the regions and brought to length 1, says in which direction a
photo lies. Training photos differ from their mean mostly along a few axes; what of a photo lies
beside all of them is what those photos do not explain. Plain numbers without torch, so that a page
can judge a photo whose regions are known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from seqdemo.core.trace import FloatArray

FILE, AXES_FILE = "closeness.json", "closeness.npz"
AXES = 64
"""Principal axes of the training photos that a photo may lie along."""

FAR = 0.99
"""A photo that is further away than this share of new ones is of another kind."""


@dataclass(frozen=True)
class Axes:
    """Mean and principal axes of the training photos' directions.

    Attributes:
        mean: (F,).
        axes: Of length 1 and orthogonal, (K, F).
    """

    mean: FloatArray = field(repr=False)
    axes: FloatArray = field(repr=False)

    def distance(self, directions: FloatArray) -> FloatArray:
        """Length of what the axes leave of directions (..., F): (...), 0 is closest."""
        apart = np.asarray(directions, np.float32) - self.mean
        along = apart @ self.axes.T
        left = np.square(apart).sum(-1) - np.square(along).sum(-1)
        found: FloatArray = np.sqrt(np.maximum(left, 0)).astype(np.float32)
        return found


@dataclass(frozen=True)
class Closeness:
    """What distances have been on photos that were not trained on, and on odd pictures.

    Attributes:
        photos: How many new photos, such as the dev split's.
        odd: How many odd pictures.
        auc: Share of pairs of an odd picture and a new photo in which the odd one is further away.
        edges: Distances of the new photos: the smallest, each hundredth, the largest; 101 numbers.
        samples: Distance of each sample photo, by name.
    """

    photos: int
    odd: int
    auc: float
    edges: tuple[float, ...]
    samples: Mapping[str, float]

    def rank(self, distance: float) -> float:
        """Share of the new photos that are closer, 0..1."""
        return float(np.interp(distance, self.edges, np.linspace(0, 1, len(self.edges))))


def direction(regions: FloatArray) -> FloatArray:
    """Average of regions (..., S, F), brought to length 1: (..., F)."""
    mean = np.asarray(regions, np.float32).mean(-2)
    length = np.sqrt(np.square(mean).sum(-1, keepdims=True))
    found: FloatArray = (mean / np.maximum(length, 1e-9)).astype(np.float32)
    return found


def axes_of(directions: FloatArray, count: int = AXES) -> Axes:
    """Mean and principal axes of directions (N, F)."""
    mean = directions.mean(0)
    apart = (directions - mean).astype(np.float64)
    _, vectors = np.linalg.eigh(apart.T @ apart)  # ascending
    return Axes(mean, np.ascontiguousarray(vectors[:, ::-1][:, :count].T, np.float32))


def closeness_of(new: FloatArray, odd: FloatArray, samples: Mapping[str, float]) -> Closeness:
    """Measure distances of new photos (N,) against those of odd pictures (M,)."""
    pairs = (odd[:, None] > new).mean() + 0.5 * (odd[:, None] == new).mean()
    edges = np.quantile(new, np.linspace(0, 1, 101))
    return Closeness(
        photos=len(new),
        odd=len(odd),
        auc=round(float(pairs), 4),
        edges=tuple(round(float(edge), 5) for edge in edges),
        samples={name: round(float(distance), 5) for name, distance in samples.items()},
    )


def closeness_bytes(closeness: Closeness) -> bytes:
    """The file `FILE`."""
    return (json.dumps(vars(closeness)) + "\n").encode()


def axes_bytes(axes: Axes) -> bytes:
    """The file `AXES_FILE`, half precision."""
    buffer = BytesIO()
    np.savez_compressed(
        buffer, mean=axes.mean.astype(np.float16), axes=axes.axes.astype(np.float16)
    )
    return buffer.getvalue()


def load_closeness(file: Path) -> Closeness | None:
    """What ships beside a network; None if there is none that can be read."""
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        edges = tuple(map(float, data["edges"]))
        samples = {str(name): float(distance) for name, distance in data["samples"].items()}
        found = Closeness(int(data["photos"]), int(data["odd"]), float(data["auc"]), edges, samples)
        return found if len(edges) == 101 else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def load_axes(file: Path) -> Axes | None:
    """The axes that ship beside a network; None if there are none that can be read."""
    try:
        with np.load(file) as data:
            return Axes(data["mean"].astype(np.float32), data["axes"].astype(np.float32))
    except (OSError, EOFError, BadZipFile, ValueError, KeyError):
        return None
