"""Numbers of many texts that are sampled side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.core.intervention import Clamp, Hold
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import FloatArray
from seqdemo.models.pen.eight_bits import RoundedWriter, TextState


@dataclass(frozen=True, eq=False)
class ManyTexts:
    """B texts of T steps by one network; steps fill the arrays in place.

    Attributes:
        symbols: What each step reads, (B, T), int64; -1 where one is still to be drawn.
        chances: Random numbers of the draws, (B, T), float64, each in [0, 1).
        logits: Of the symbol after each step, (B, T, V), nats.
        states: Where each text stands, B of them.
        held: What is held in each text, B of them; a direction can move a state beyond -1 to 1,
            and it is then read as if it ended there.
        sampling: How symbols are drawn; its seed does not matter.
    """

    symbols: npt.NDArray[np.int64]
    chances: npt.NDArray[np.float64]
    logits: FloatArray
    states: tuple[TextState, ...]
    held: tuple[Sequence[Hold], ...]
    sampling: Sampling

    def checked(self, writer: RoundedWriter) -> ManyTexts:
        """Itself, if a network can write it.

        Raises:
            ValueError: If a layer, unit or direction is held that is not there, or a unit beyond
                what a state can be, -1 to 1.
            IndexError: If there is a symbol that the network does not know.
        """
        if ((self.symbols < -1) | (self.symbols >= len(writer.head_bias))).any():
            raise IndexError("there is a symbol that the network does not know")
        for one in (one for held in self.held for one in held):
            if not 0 <= one.layer < len(writer.layers):
                raise ValueError(f"there are {len(writer.layers)} layers, no {one.layer + 1}")
            _check(one, writer.head.whole.shape[1])
        return self


def _check(one: Hold, size: int) -> None:
    if isinstance(one, Clamp):
        if any(not 0 <= unit < size for unit in one.units):
            raise ValueError(f"a layer has {size} units, numbered from 0")
        if not -1 <= one.value <= 1:
            raise ValueError(f"a state is -1 to 1, got {one.value}")
    elif one.read is None or one.write is None or one.read.shape != (size,):
        raise ValueError(f"this layer has no direction {one.number} of its {one.basis}")
