"""Directions of a layer's states: read, coloured and turned as units.

A direction has a number at every step, as a unit has: what is read of the state along it. 1 stands
for about the largest that a corpus has, so that all can be compared and held alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from safetensors.numpy import load, save

from seqdemo.analysis.corpus import LEVELS, ByteArray, Corpus, as_bytes
from seqdemo.analysis.linear_probe import LinearProbe
from seqdemo.analysis.principal_axes import principal_axes
from seqdemo.analysis.text_properties import Property
from seqdemo.core.intervention import Steer
from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray

FULL = 0.999
"""Share of a corpus' steps that lie within [-1, 1]."""

SAMPLE = 20_000
"""Steps of a corpus that scales and axes are taken from."""

PIECE = 4_096


_PARTS = ("read", "bias", "write", "centre", "threshold")


@dataclass(frozen=True, eq=False)
class Directions:
    """K directions of states of H units.

    Attributes:
        names: Each in words, K.
        read: What is read: states @ read.T + bias, (K, H).
        bias: (K,).
        write: What adding 1 adds to a state, (K, H).
        centre: A state about which they turn, such as the mean, (H,).
        threshold: Below it a direction is off, exactly 0; None for those that have a sign.
    """

    names: tuple[str, ...]
    read: FloatArray
    bias: FloatArray
    write: FloatArray
    centre: FloatArray
    threshold: FloatArray | None = None

    @classmethod
    def none(cls, hidden_size: int) -> Directions:
        """No direction at all."""
        nothing = np.zeros((0, hidden_size), np.float32)
        return cls((), nothing, np.zeros(0, np.float32), nothing, np.zeros(hidden_size, np.float32))

    def __len__(self) -> int:
        return len(self.names)

    def values(self, states: FloatArray) -> FloatArray:
        """Numbers of all directions of states (N, H), (N, K)."""
        found = states @ self.read.T + self.bias
        if self.threshold is not None:
            found *= found > self.threshold
        return np.asarray(found, np.float32)

    def rebuilt(self, values: FloatArray) -> FloatArray:
        """States (N, H) as sums of the directions at these values (N, K), about the centre."""
        return np.asarray(values @ self.write + self.centre, np.float32)

    def only(self, number: int) -> Directions:
        """One of them by itself."""
        row = slice(number, number + 1)
        threshold = None if self.threshold is None else self.threshold[row]
        parts = self.read[row], self.bias[row], self.write[row], self.centre, threshold
        return Directions(self.names[row], *parts)

    def to_bytes(self) -> bytes:
        """All numbers, exactly, in the safetensors format; not the names."""
        parts = {name: getattr(self, name) for name in _PARTS}
        there = {
            name: np.ascontiguousarray(part) for name, part in parts.items() if part is not None
        }
        return save(there)

    @classmethod
    def from_bytes(cls, payload: bytes) -> Directions:
        """From what `to_bytes` gave; names are numbers."""
        parts = load(payload)
        names = tuple(map(str, range(len(parts["read"]))))
        return cls(names, **parts)

    def steer(self, number: int, layer: int, basis: str, first: int, value: float) -> Steer:
        """One of them held in a layer from a step on."""
        return Steer(
            layer,
            basis,
            number,
            first,
            value,
            read=self.read[number],
            constant=float(self.bias[number]),
            write=self.write[number],
            rectified=self.threshold is not None,
        )

    def corpus(self, corpus: Corpus) -> Corpus:
        """The same steps with a row a direction in place of a unit."""
        rows = np.empty((len(self), len(corpus)), np.int8)
        for start in range(0, len(corpus), PIECE):
            part = slice(start, start + PIECE)
            rows[:, part] = as_bytes(self.values(states_of(corpus, part)))
        return replace(corpus, states=rows, most=1.0)

    def scaled(self, states: FloatArray) -> Directions:
        """The same, with 1 the value that few of some states (N, H) exceed."""
        values = np.abs(self.values(states))
        most = np.maximum(np.quantile(values, FULL, axis=0), 1e-6).astype(np.float32)
        threshold = None if self.threshold is None else self.threshold / most
        return Directions(
            self.names,
            self.read / most[:, None],
            self.bias / most,
            self.write * most[:, None],
            self.centre,
            threshold,
        )


def axes_of(corpus: Corpus, count: int) -> Directions:
    """Principal axes of a corpus' states, the one of most variance first."""
    states = states_of(corpus, _spread(corpus))
    found = principal_axes(states, min(count, corpus.hidden_size))
    names = tuple(
        f"axis {n + 1}, {percent(share, 0)} of the variance" for n, share in enumerate(found.share)
    )
    bias = -(found.axes @ found.centre)
    return Directions(names, found.axes, bias, found.axes, found.centre).scaled(states)


def probes_of(corpus: Corpus, asked: Mapping[str, Property]) -> Directions:
    """The direction in which a linear probe reads each property; learned from the first half.

    Adding 1 moves along the least change of the state, in the metric of the states' covariance,
    that the probe reads as 1: what usually goes with the property moves with it.

    Args:
        corpus: States and what was read.
        asked: Name -> one value a step of the corpus.
    """
    half = slice(0, len(corpus) // 2)
    probe = LinearProbe(corpus, half)
    states = states_of(corpus, _spread(corpus))
    covariance = np.cov(states, rowvar=False)
    reads, writes, biases = [], [], []
    for one in asked.values():
        weights = probe.weights(one.values[half]) / corpus.most
        along = (covariance @ weights).astype(np.float32)
        reads.append(weights)
        writes.append(along / max(float(weights @ along), 1e-9))
        biases.append(-float((states @ weights).mean()))
    if not asked:
        return Directions.none(corpus.hidden_size)
    names = tuple(one.title for one in asked.values())
    read, write = (np.asarray(rows, np.float32) for rows in (reads, writes))
    bias, centre = np.asarray(biases, np.float32), states.mean(0)
    return Directions(names, read, bias, write, centre).scaled(states)


def states_of(corpus: Corpus, steps: slice | Sequence[int]) -> FloatArray:
    """States of some steps, (N, H)."""
    chosen: ByteArray = np.ascontiguousarray(corpus.states[:, steps].T)
    return np.asarray(chosen.astype(np.float32) * np.float32(corpus.most / LEVELS))


def _spread(corpus: Corpus) -> slice:
    return slice(0, len(corpus), max(1, len(corpus) // SAMPLE))
