"""8-bit weights with exact integer sums and a scale per row.

A row of weights w is scale * n with whole n, -127 <= n <= 127; a state h, -1 <= h <= 1, is rounded
to 1/8192. Their product is then a sum of whole numbers, the same on every machine and in any order
of work, and so is every text that is written. Two steps work like that and give the same bits:
`compiled_step`, and `portable_step` where there is no C compiler.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import FloatArray

if TYPE_CHECKING:
    from seqdemo.models.pen.many_texts import ManyTexts
    from seqdemo.models.pen.text_record import TextRecord

ROUNDED = 8192
"""Steps of a rounded state in 1."""


@dataclass(frozen=True, eq=False)
class Rounded:
    """A matrix in 8 bits.

    Attributes:
        whole: (N, K), int8.
        scales: What 1 in a row stands for, / `ROUNDED`, (N,).
    """

    whole: npt.NDArray[np.int8]
    scales: FloatArray

    @classmethod
    def of(cls, *parts: Tensor) -> Rounded:
        """Round the parts of a matrix, side by side, with one scale a row; each (N, K_n)."""
        joined = torch.cat([part.detach().double().cpu() for part in parts], 1)
        scales = (joined.abs().amax(1) / 127).clamp(min=1e-12)
        whole = (joined / scales[:, None]).round().to(torch.int8)
        return cls(whole.numpy(), (scales / ROUNDED).float().numpy())


@dataclass(frozen=True, eq=False)
class RoundedLayer:
    """One layer's weights, gate after gate, those that take a sigmoid first and halved.

    Attributes:
        weights: Over [below, state], (G*H, below + H).
        bias: Added to what comes from below, (G*H,); the first layer's is in the table.
        state_bias: Added to what comes from the state, (G*H,); 0 but for a GRU.
        gates: G: 1 for an RNN, 3 for a GRU, 4 for an LSTM.
        below: Columns for the layer below; 0 in the first.
    """

    weights: Rounded
    bias: FloatArray
    state_bias: FloatArray
    gates: int
    below: int


@dataclass(frozen=True, eq=False)
class RoundedWriter:
    """A whole network.

    Attributes:
        layers: Bottom to top.
        head: Logits from the top state, (V, H).
        head_bias: (V,).
        table: What each symbol adds to the first layer's gates, (V, G*H).
    """

    layers: tuple[RoundedLayer, ...]
    head: Rounded
    head_bias: FloatArray
    table: FloatArray


class TextState(NamedTuple):
    """Where one text's numbers are; a step replaces them in place.

    Attributes:
        hidden: h of every layer, (L, H).
        memory: c of every layer, (L, H), LSTM only.
        values: Gates of every layer after their nonlinearity, (L, G*H).
    """

    hidden: FloatArray
    memory: FloatArray | None
    values: FloatArray

    @classmethod
    def zeros(cls, writer: RoundedWriter) -> TextState:
        """The state before a text begins."""
        shape = len(writer.layers), writer.head.whole.shape[1]
        gates = writer.layers[0].gates
        return cls(
            hidden=np.zeros(shape, np.float32),
            memory=np.zeros(shape, np.float32) if gates == 4 else None,
            values=np.zeros((shape[0], gates * shape[1]), np.float32),
        )


class Step(Protocol):
    """Reads symbols of one text."""

    def __call__(self, symbol: int) -> FloatArray:
        """Read a symbol; returns the logits of the next, (V,), nats.

        Raises:
            IndexError: If there is no such symbol.
        """

    def writer_to(
        self, record: TextRecord, sampling: Sampling, chances: npt.NDArray[np.float64]
    ) -> WriteSteps:
        """Write to a record from now on.

        Args:
            record: Its symbols are read; those that are -1 are drawn.
            sampling: How.
            chances: Random numbers of the draws, (T,), each in [0, 1).
        """


class WriteSteps(Protocol):
    """Makes steps of one text and fills their rows in its record."""

    def __call__(self, first: int, count: int) -> int:
        """Make steps `first` to `first + count`.

        Returns:
            How many were made, at least one. If fewer, the symbol after the last one is still to be
            drawn: `core.sampling` has to decide.
        """


class Steps(Protocol):
    """A network that steps any number of texts.

    Attributes:
        writer: The network in 8 bits.
    """

    writer: RoundedWriter

    def over(self, state: TextState) -> Step:
        """Steps of one text, over its numbers."""

    def together(self, texts: ManyTexts) -> WriteSteps:
        """Write many texts side by side, a step of all of them after the other.

        If fewer steps are made than asked for, a symbol of the next is -1 in some of the texts.

        Raises:
            ValueError: If what is held is not there.
            IndexError: If there is a symbol that the network does not know.
        """
