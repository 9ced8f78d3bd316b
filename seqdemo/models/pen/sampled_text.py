"""Sample a text in 8 bits, keeping states, gates and logits.

What a symbol was drawn from is in the record, to the bit: nothing is computed a second time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.models.pen.eight_bits import Steps, TextState
from seqdemo.models.pen.text_record import TextRecord

Symbols = npt.NDArray[np.int64]


class SampledText:
    """One text in the making.

    Attributes:
        record: What the network did; rows up to `steps` are filled.
        given: Symbols as they were asked for, (T,); -1 where one is drawn.
        opening: How many of the first are read before random numbers are counted.
        sampling: How symbols are drawn.
        steps: Symbols read so far, each with its row.

    Args:
        network: In 8 bits.
        given: See above; the first symbol cannot be drawn.
        opening: See above.
        sampling: See above.
        before: A text of the same network; the steps they share are taken over.

    Raises:
        ValueError: If the first symbol is not given.
    """

    def __init__(
        self,
        network: Steps,
        given: Symbols,
        opening: int,
        sampling: Sampling,
        before: SampledText | None = None,
    ) -> None:
        if not len(given) or given[0] < 0:
            raise ValueError("a text needs at least one symbol to start from")
        self.given, self.opening, self.sampling = given, opening, sampling
        self.record = TextRecord.empty(network.writer, given.copy())
        self._chances = np.zeros(len(given))
        self._chances[opening:] = chances(sampling.seed, 0, len(given) - opening)
        state = TextState.zeros(network.writer)
        self.steps = self._take_over(before, state) if before else 0
        self._write = network.over(state).writer_to(self.record, sampling, self._chances)

    def advance(self, count: int) -> int:
        """Read up to `count` symbols more, drawing those that are not given.

        Returns:
            How many were read; 0 at the end.
        """
        step, end = self.steps, min(self.steps + count, len(self.given))
        while step < end:
            step += self._write(step, end - step)
            self._draw_if_needed(step)
        read, self.steps = step - self.steps, step
        return read

    def _draw_if_needed(self, step: int) -> None:
        if step < len(self.given) and self.record.symbols[step] < 0:
            p = self.sampling.probabilities(self.record.logits[step - 1])
            self.record.symbols[step] = pick(p, float(self._chances[step]))

    def _take_over(self, before: SampledText, state: TextState) -> int:
        """Copy what both texts share; returns its steps, after which `state` is left."""
        steps = self._shared(before)
        if steps:
            self.record.copy_from(before.record, steps)
            self._draw_if_needed(steps)
            state.hidden[...] = self.record.hidden[:, steps - 1]
            if state.memory is not None and self.record.cell_state is not None:
                state.memory[...] = self.record.cell_state[:, steps - 1]
        return steps

    def _shared(self, before: SampledText) -> int:
        """Steps that another text has made exactly as this one would."""
        count = min(before.steps, len(self.given))
        own, other = self.given[:count], before.record.symbols[:count]
        same = own == other
        if (self.sampling, self.opening) == (before.sampling, before.opening):
            same |= (own < 0) & (before.given[:count] < 0)
        return count if same.all() else int(same.argmin())
