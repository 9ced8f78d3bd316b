"""Sample many texts side by side in 8 bits, with units held.

Only symbols and logits are kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from seqdemo.core.intervention import Hold
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.trace import FloatArray
from seqdemo.models.pen.eight_bits import Steps, TextState
from seqdemo.models.pen.many_texts import ManyTexts


class SampledTexts:
    """Texts in the making, each with its own seed and what is held in it.

    What all of them read before anything is held is read once.

    Attributes:
        steps: Symbols read so far.
        length: Symbols of the finished texts, T.

    Args:
        network: In 8 bits.
        opening: Symbols that all read first, at least one, (N,).
        length: Symbols to write after them; or those that are read, in place of what is drawn.
        seeds: Of each of the B texts.
        held: What is held in each.
        sampling: How symbols are drawn; its seed does not matter.

    Raises:
        ValueError: If the opening is empty, or what is held is not there.
    """

    def __init__(
        self,
        network: Steps,
        opening: npt.NDArray[np.int64],
        length: int | npt.NDArray[np.int64],
        seeds: Sequence[int],
        held: Sequence[Sequence[Hold]],
        sampling: Sampling,
    ) -> None:
        if not len(opening):
            raise ValueError("a text needs at least one symbol to start from")
        written = np.full(length, -1, np.int64) if isinstance(length, int) else length
        self.length, many = len(opening) + len(written), len(seeds)
        symbols = np.tile(np.concatenate([opening, written]), (many, 1))
        drawn = np.zeros(symbols.shape)
        for row, seed in zip(drawn, seeds, strict=True):
            row[len(opening) :] = chances(seed, 0, len(written))
        self._texts = ManyTexts(
            symbols=symbols,
            chances=drawn,
            logits=np.empty((many, self.length, len(network.writer.head_bias)), np.float32),
            states=tuple(TextState.zeros(network.writer) for _ in seeds),
            held=tuple(held),
            sampling=sampling,
        )
        firsts = [one.first for each in held for one in each]
        self.steps = self._read_once(network, min([len(opening) - 1, *firsts]))
        self._write = network.together(self._texts)

    @property
    def symbols(self) -> npt.NDArray[np.int64]:
        """Numbers of the symbols, (B, T); -1 where one is still to be drawn."""
        return self._texts.symbols

    @property
    def logits(self) -> FloatArray:
        """What may follow each symbol so far, (B, steps, V), nats."""
        return self._texts.logits[:, : self.steps]

    def advance(self, count: int) -> int:
        """Read up to `count` symbols more; returns how many were, 0 at the end."""
        step, end = self.steps, min(self.steps + count, self.length)
        while step < end:
            step += self._write(step, end - step)
            self._draw_undecided(step)
        read, self.steps = step - self.steps, step
        return read

    def finish(self) -> SampledTexts:
        """Go on to the end; returns itself."""
        while self.advance(self.length):
            pass
        return self

    def _draw_undecided(self, step: int) -> None:
        """Draw what the network's own draw leaves to `core.sampling`."""
        if step == self.length:
            return
        texts = self._texts
        for row in np.flatnonzero(texts.symbols[:, step] < 0):
            p = texts.sampling.probabilities(texts.logits[row, step - 1])
            texts.symbols[row, step] = pick(p, float(texts.chances[row, step]))

    def _read_once(self, network: Steps, steps: int) -> int:
        """Read the first steps with the first text, and let the others start from there."""
        texts = self._texts
        if steps < 1:
            return 0
        first = ManyTexts(
            texts.symbols[:1], texts.chances[:1], texts.logits[:1], texts.states[:1], ((),),
            texts.sampling,
        )  # fmt: skip
        made = 0
        while made < steps:
            made += network.together(first)(made, steps - made)
        texts.logits[1:, :steps] = texts.logits[:1, :steps]
        for state in texts.states[1:]:
            state.hidden[...] = texts.states[0].hidden
            if state.memory is not None and texts.states[0].memory is not None:
                state.memory[...] = texts.states[0].memory
        return steps
