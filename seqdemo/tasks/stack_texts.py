"""Many texts of any opened stack, with units or directions held.

In float32; texts in which the same is held are written side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from seqdemo.core.intervention import Hold
from seqdemo.core.sampling import Sampling, chances, pick_each, surprise
from seqdemo.core.trace import FloatArray
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import Stepper
from seqdemo.tasks.patching import OpenStack

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class StackTexts:
    """Writes many texts that go on from what a stack has read.

    Attributes:
        stack: The network on the opening; its labels are classes.
        table: What the stack reads of each class, (V, I).
        sampling: How classes are drawn; its seed does not matter.
    """

    stack: OpenStack
    table: FloatArray
    sampling: Sampling

    def write(
        self, held: Sequence[tuple[Hold, ...]], seeds: Sequence[int], then: int | Numbers
    ) -> list[tuple[Numbers, FloatArray]]:
        """Classes of each text after the opening, (N,), and their surprisal, (N,), bits.

        Args:
            held: What is held in each text, by step of the opening and on.
            seeds: Of each text.
            then: Classes to draw; or those that are read, in place of what is drawn.

        Raises:
            ValueError: If what is held is not there, or the opening is empty.
        """
        if not len(self.stack.x):
            raise ValueError("a text needs at least one symbol to start from")
        alike: dict[int, list[int]] = {}
        for row, one in enumerate(held):
            alike.setdefault(id(one), []).append(row)
        found: dict[int, tuple[Numbers, FloatArray]] = {}
        for rows in alike.values():
            own = self._write(held[rows[0]], [seeds[row] for row in rows], then)
            found |= dict(zip(rows, own, strict=True))
        return [found[row] for row in range(len(held))]

    def _write(
        self, held: tuple[Hold, ...], seeds: Sequence[int], then: int | Numbers
    ) -> list[tuple[Numbers, FloatArray]]:
        """Texts in all of which the same is held."""
        stepper = self._after_opening(held, len(seeds))
        count = then if isinstance(then, int) else len(then)
        drawn = np.stack([chances(seed, 0, count) for seed in seeds])
        numbers = np.empty((len(seeds), count), np.int64)
        logits = np.empty((len(seeds), count, len(self.stack.classes)), np.float32)
        below = to_numpy(self.stack.x[-1:]).repeat(len(seeds), 0)
        with torch.inference_mode():
            for step in range(count):
                top = torch.from_numpy(stepper.step(below))
                logits[:, step] = to_numpy(self.stack.logits(top))
                if isinstance(then, int):
                    p = self.sampling.probabilities(logits[:, step])
                    numbers[:, step] = pick_each(p, drawn[:, step])
                else:
                    numbers[:, step] = then[step]
                below = self.table[numbers[:, step]]
        bits = (surprise(*one) for one in zip(logits, numbers, strict=True))
        return list(zip(numbers, bits, strict=True))

    def _after_opening(self, held: tuple[Hold, ...], many: int) -> Stepper:
        """Texts that have read all of the opening but its last class; before any is held, once."""
        x = to_numpy(self.stack.x)
        once = min([len(x) - 1, *(one.first for one in held)])
        alone = Stepper(self.stack.fused)
        for row in x[:once]:
            alone.step(row)
        stepper = Stepper(self.stack.fused, held, many=many, begin=(alone.state(), once))
        for row in x[once:-1]:
            stepper.step(np.repeat(row[None], many, 0))
        return stepper
