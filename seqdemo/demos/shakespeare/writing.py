"""Writing: the pen goes on where the opening words end, one character after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch

from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import IntArray, Vocabulary
from seqdemo.demos.shakespeare.query import START
from seqdemo.models.pen.sampler import Pen, PenWeights
from seqdemo.models.text_writer import TextWriter

LUCK_AHEAD = 256  # random numbers are made this many at a time


@dataclass(frozen=True)
class Written:
    """One character that was written.

    Attributes:
        symbol: Its number.
        logits: Of the step it was drawn from, (V,), nats.
    """

    symbol: int
    logits: FloatArray


class Writing:
    """A text in progress: iterate over it for the next characters, without end.

    Args:
        writer: Reads the opening words, all at once.
        weights: The same network as the pen wants it.
        vocabulary: Its symbols.
        prompt: Opening words.
        sampling: How each character is chosen.
        changes: Place -> character that is written there whatever was drawn.
    """

    def __init__(
        self,
        writer: TextWriter,
        weights: PenWeights,
        vocabulary: Vocabulary,
        prompt: str,
        sampling: Sampling,
        changes: Mapping[int, str] | None = None,
    ) -> None:
        self.sampling = sampling
        self.changes = {
            place: int(vocabulary.encode(symbol)[0]) for place, symbol in (changes or {}).items()
        }
        self.pen = Pen(weights)
        symbols = vocabulary.encode(prompt or START)
        self._read(writer, symbols[:-1])
        self._last = symbols[-1:]
        self._place = 0

    def _read(self, writer: TextWriter, symbols: IntArray) -> None:
        if len(symbols) == 0:
            return
        device = next(writer.parameters()).device
        with torch.inference_mode():
            _, state = writer(torch.from_numpy(symbols)[None].to(device))
        self.pen.start_from(state)

    def __iter__(self) -> Iterator[Written]:
        while True:
            first = self._place
            for chance in chances(self.sampling.seed, first, LUCK_AHEAD).tolist():
                yield self._next(chance)

    def _next(self, chance: float) -> Written:
        logits = self.pen.step(self._last)[0]
        symbol = pick(self.sampling.probabilities(logits), chance)
        symbol = self.changes.get(self._place, symbol)
        self._last = np.array([symbol])
        self._place += 1
        return Written(symbol, logits)
