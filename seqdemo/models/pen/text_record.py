"""Record of a text being sampled, one row a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import CellKind, FloatArray, LayerTrace
from seqdemo.models.pen.eight_bits import RoundedWriter, TextState
from seqdemo.models.pen.layers import gate_places

CELLS: dict[int, CellKind] = {1: "rnn", 3: "gru", 4: "lstm"}
"""Cell by its number of gates."""


@dataclass(frozen=True, eq=False)
class TextRecord:
    """Arrays that steps fill in place; rows that were not filled yet hold anything.

    Axes: T steps, L layers, G gates in the pen's order, H units, V symbols.

    Attributes:
        symbols: What each step reads, (T,), int64; -1 where a symbol is still to be drawn.
        hidden: (L, T, H).
        cell_state: (L, T, H), LSTM only.
        gates: After their nonlinearity, (L, T, G, H); None for an RNN.
        logits: Of the symbol after each step, (T, V), nats.
    """

    symbols: npt.NDArray[np.int64]
    hidden: FloatArray
    cell_state: FloatArray | None
    gates: FloatArray | None
    logits: FloatArray

    @classmethod
    def empty(cls, writer: RoundedWriter, symbols: npt.NDArray[np.int64]) -> TextRecord:
        """A record of `writer` reading `symbols`, (T,), with nothing in it yet."""
        count, gates = len(writer.layers), writer.layers[0].gates
        rows = count, len(symbols), writer.head.whole.shape[1]
        # NumPy asks the system for zeroed pages only when they are first written to.
        return cls(
            symbols=symbols,
            hidden=np.empty(rows, np.float32),
            cell_state=np.empty(rows, np.float32) if gates == 4 else None,
            gates=np.empty((*rows[:2], gates, rows[2]), np.float32) if gates > 1 else None,
            logits=np.empty((len(symbols), len(writer.head_bias)), np.float32),
        )

    def copy_from(self, other: TextRecord, steps: int) -> None:
        """Take over the first steps of another record of the same network."""
        self.symbols[:steps] = other.symbols[:steps]
        self.logits[:steps] = other.logits[:steps]
        pairs = [(self.hidden, other.hidden), (self.cell_state, other.cell_state)]
        for own, given in [*pairs, (self.gates, other.gates)]:
            if own is not None and given is not None:
                own[:, :steps] = given[:, :steps]

    def put(self, step: int, state: TextState, logits: FloatArray) -> None:
        """Fill the row of one step."""
        self.hidden[:, step], self.logits[step] = state.hidden, logits
        if self.cell_state is not None:
            self.cell_state[:, step] = state.memory
        if self.gates is not None:
            self.gates[:, step] = state.values.reshape(self.gates[:, step].shape)

    def layers(self, steps: int) -> tuple[LayerTrace, ...]:
        """Traces of all layers over the first steps; they share this record's memory."""
        return tuple(self._layer(depth, steps) for depth in range(len(self.hidden)))

    def _layer(self, depth: int, steps: int) -> LayerTrace:
        cell = CELLS[1 if self.gates is None else self.gates.shape[2]]
        return LayerTrace(
            cell,
            self.hidden[depth, :steps],
            cell_state=None if self.cell_state is None else self.cell_state[depth, :steps],
            gates={}
            if self.gates is None
            else {
                name: self.gates[depth, :steps, place] for name, place in gate_places(cell).items()
            },
        )
