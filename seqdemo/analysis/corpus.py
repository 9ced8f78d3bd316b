"""Corpus of one layer's states, a byte each, unit by unit.

A state in [-most, most] is kept in 255 steps, 0.008 apart for a tanh. Units are rows, so that a
question about twenty of them reads those twenty rows from disk and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.vocabulary import IntArray

ByteArray = npt.NDArray[np.int8]
BoolArray = npt.NDArray[np.bool_]
LEVELS = 127


@dataclass(frozen=True, eq=False)
class Corpus:
    """What a layer did over N steps of one or more sequences, one after the other.

    Attributes:
        labels: What was read at each step, N labels.
        states: Hidden states, (H, N), in steps of `most` / 127.
        starts: Where each sequence begins, ascending, the first 0.
        most: The value that 127 stands for.
    """

    labels: tuple[str, ...]
    states: ByteArray
    starts: IntArray = field(default_factory=lambda: np.zeros(1, np.int64))
    most: float = 1.0

    def __post_init__(self) -> None:
        if self.states.ndim != 2 or self.states.shape[1] != len(self.labels):
            raise ValueError(
                f"states has shape {self.states.shape} for {len(self.labels)} labels; "
                "it must be (H, N)"
            )

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def hidden_size(self) -> int:
        """Number of units H."""
        return int(self.states.shape[0])

    def unit(self, unit: int) -> FloatArray:
        """One unit over all steps, (N,)."""
        return np.asarray(self.states[unit].astype(np.float32) * np.float32(self.most / LEVELS))

    def first_and_last(self) -> tuple[BoolArray, BoolArray]:
        """Whether a step is the first, and the last, of its sequence; each (N,)."""
        first = np.zeros(len(self), bool)
        first[self.starts] = True
        return first, np.append(first[1:], True)

    def around(self, step: int, before: int, after: int) -> tuple[int, int]:
        """The steps around one that lie in the same sequence: from, up to but not including."""
        place = int(np.searchsorted(self.starts, step, side="right")) - 1
        low = int(self.starts[place])
        high = int(self.starts[place + 1]) if place + 1 < len(self.starts) else len(self)
        return max(low, step - before), min(high, step + after + 1)


def corpus_of(trace: Trace, depth: int) -> Corpus:
    """A single trace as a corpus: to search a long one within itself."""
    hidden = trace.layers[depth].hidden
    most = max(float(np.abs(hidden).max()), 1e-9) if np.abs(hidden).max() > 1 else 1.0
    return Corpus(trace.inputs, as_bytes(hidden, most), most=most)


def as_bytes(hidden: FloatArray, most: float = 1.0) -> ByteArray:
    """States (N, H) as a corpus keeps them, (H, N)."""
    steps = np.rint(np.clip(hidden / most, -1, 1) * LEVELS)
    return np.ascontiguousarray(steps.T.astype(np.int8))
