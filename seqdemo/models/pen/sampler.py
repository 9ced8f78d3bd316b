"""Sampler of characters without framework overhead.

One call of `nn.LSTM` for one character spends nearly all its time on everything but arithmetic.
The pen holds the same weights, rearranged: the first layer's input product is a table with a row
per symbol; an LSTM's other products are one matrix per layer over [input, state]. What comes out
equals the fused layers to rounding. In 8 bits it is an order of magnitude faster and the same to
the last bit everywhere, but only close to what the fused layers compute: see `eight_bits`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from seqdemo.core.trace import CellKind, FloatArray
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.pen import compiled_step
from seqdemo.models.pen.compiled_step import CompiledSteps
from seqdemo.models.pen.eight_bits import Step, Steps, TextState
from seqdemo.models.pen.layers import (
    PenLayer,
    as_numpy,
    gate_places,
    pen_layer,
    rounded_writer,
    symbol_table,
)
from seqdemo.models.pen.portable_step import PortableSteps
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter

Precision = Literal["fp32", "int8"]

SLOWER = 10
"""Times that the portable step takes as long as the compiled one, roughly."""


@dataclass(frozen=True, eq=False)
class PenWeights:
    """A writer's weights, rearranged; shared by all who write with them.

    Attributes:
        cell: Which recurrence.
        table: Row v is what symbol v adds to the first layer's gates, (V, G*H).
        layers: Bottom to top, in float32.
        head: Logits from the top state, in float32.
        head_bias: (V,).
        hidden_size: Units per layer, H.
        rounded: The network in 8 bits, which is used instead if it is there.
    """

    cell: CellKind
    table: FloatArray
    layers: tuple[PenLayer, ...]
    head: MatrixVector
    head_bias: FloatArray
    hidden_size: int
    rounded: Steps | None = None

    @classmethod
    @torch.no_grad()
    def of(cls, writer: TextWriter, precision: Precision = "fp32") -> PenWeights:
        """Rearrange the weights of a trained writer.

        Args:
            writer: The network.
            precision: "int8" is faster and rounds; see `eight_bits`.
        """
        size, depths = writer.config.hidden_size, range(writer.config.num_layers)
        return cls(
            cell=writer.recurrent.cell,
            table=symbol_table(writer),
            layers=tuple(pen_layer(writer, n) for n in depths),
            head=MatrixVector(writer.head.weight),
            head_bias=as_numpy(writer.head.bias),
            hidden_size=size,
            rounded=rounded_steps(writer) if precision == "int8" else None,
        )


class Pen:
    """Writes B texts at once, each from its own state.

    Attributes:
        hidden: h of every layer, (L, B, H).
        cell_state: c of every layer, (L, B, H); None unless an LSTM.
    """

    def __init__(self, weights: PenWeights, batch: int = 1) -> None:
        shape = len(weights.layers), batch, weights.hidden_size
        self.weights = weights
        self.cell_state = np.zeros(shape, np.float32) if weights.cell == "lstm" else None
        # Below and own state side by side: the joint product needs no copying together.
        self._joint = np.zeros((shape[0], batch, 2 * shape[2]), np.float32)
        self.hidden: FloatArray = self._joint[..., shape[2] :]
        self._step = {"rnn": self._rnn, "gru": self._gru, "lstm": self._lstm}[weights.cell]
        self.gates: list[FloatArray] = [np.empty(0, np.float32)] * shape[0]
        self._values = np.empty((shape[0], batch, weights.table.shape[1]), np.float32)
        self._texts = [self._over(weights.rounded, n) for n in range(batch) if weights.rounded]

    def start_from(self, state: State) -> None:
        """Take over a state as `TextWriter` gives it, each (L, B, H).

        Raises:
            ValueError: If it is the state of another cell, or of another shape.
        """
        if isinstance(state, tuple) != (self.cell_state is not None):
            raise ValueError(f"a {self.weights.cell} starts from another kind of state")
        if isinstance(state, tuple):
            state, memory = state
            assert self.cell_state is not None
            self.cell_state[...] = _checked(memory, self.cell_state)
        self.hidden[...] = _checked(state, self.hidden)

    def state(self) -> State:
        """A copy of the state, as `TextWriter` takes it."""
        hidden = torch.from_numpy(self.hidden.copy())
        if self.cell_state is None:
            return hidden
        return hidden, torch.from_numpy(self.cell_state.copy())

    def step(self, symbols: npt.NDArray[np.int64]) -> FloatArray:
        """Read one symbol per text, (B,); returns the logits of the next, (B, V), nats."""
        if self._texts:
            self.gates = list(self._values)
            if len(symbols) == len(self._texts) == 1:
                return self._texts[0](int(symbols[0]))[None]
            pairs = zip(self._texts, symbols.tolist(), strict=True)
            return np.stack([read(symbol) for read, symbol in pairs])
        incoming = self.weights.table[symbols]
        hidden_size = self.weights.hidden_size
        for depth, layer in enumerate(self.weights.layers):
            if depth:
                self._joint[depth, :, :hidden_size] = self.hidden[depth - 1]
            self._step(depth, layer, incoming)
        return self.weights.head(np.ascontiguousarray(self.hidden[-1])) + self.weights.head_bias

    def gates_by_name(self, depth: int) -> dict[str, FloatArray]:
        """Gates of a layer at the last step, by name, each (B, H).

        Raises:
            ValueError: If no step has been made.
        """
        if self.gates[depth].ndim != 2 and self.weights.cell != "rnn":
            raise ValueError("there are no gates before the first step")
        size, values = self.weights.hidden_size, self.gates[depth]
        places = gate_places(self.weights.cell)
        return {name: values[:, n * size :][:, :size].copy() for name, n in places.items()}

    def _over(self, steps: Steps, text: int) -> Step:
        """Steps over this pen's own numbers."""
        memory = None if self.cell_state is None else self.cell_state[:, text]
        return steps.over(TextState(self.hidden[:, text], memory, self._values[:, text]))

    def _products(self, depth: int, layer: PenLayer, incoming: FloatArray) -> FloatArray:
        """All gates before their nonlinearity, (B, G*H), of an LSTM or RNN."""
        if layer.joint is not None:
            return layer.joint(self._joint[depth]) + layer.bias
        assert layer.state is not None
        return layer.state(np.ascontiguousarray(self.hidden[depth])) + incoming

    def _rnn(self, depth: int, layer: PenLayer, incoming: FloatArray) -> None:
        np.tanh(self._products(depth, layer, incoming), out=self.hidden[depth])

    def _lstm(self, depth: int, layer: PenLayer, incoming: FloatArray) -> None:
        assert self.cell_state is not None
        size, memory = self.weights.hidden_size, self.cell_state[depth]
        gates = self._products(depth, layer, incoming)
        np.tanh(gates, out=gates)
        sigmoids = gates[:, : 3 * size]
        sigmoids *= 0.5
        sigmoids += 0.5
        memory *= gates[:, size : 2 * size]
        memory += gates[:, :size] * gates[:, 3 * size :]
        np.multiply(gates[:, 2 * size : 3 * size], np.tanh(memory), out=self.hidden[depth])
        self.gates[depth] = gates

    def _gru(self, depth: int, layer: PenLayer, incoming: FloatArray) -> None:
        size, hidden = self.weights.hidden_size, self.hidden[depth]
        assert layer.state is not None and layer.state_bias is not None
        if layer.below is not None:
            incoming = layer.below(np.ascontiguousarray(self._joint[depth, :, :size])) + layer.bias
        recurrent = layer.state(np.ascontiguousarray(hidden)) + layer.state_bias
        gates = incoming + recurrent
        sigmoids, candidate = gates[:, : 2 * size], gates[:, 2 * size :]
        np.tanh(sigmoids, out=sigmoids)
        sigmoids *= 0.5
        sigmoids += 0.5
        candidate[...] = incoming[:, 2 * size :] + sigmoids[:, :size] * recurrent[:, 2 * size :]
        np.tanh(candidate, out=candidate)
        hidden -= candidate
        hidden *= sigmoids[:, size:]
        hidden += candidate
        self.gates[depth] = gates


def rounded_steps(writer: TextWriter) -> Steps:
    """Round a writer to 8 bits, for the fastest step there is on this machine."""
    config = writer.config
    with torch.no_grad():
        rounded = rounded_writer(writer)
    if compiled_step.available(config.hidden_size, config.num_layers, config.vocab_size):
        return CompiledSteps(rounded)
    if not compiled_step.is_compiled():
        _say_that_it_is_slower()
    return PortableSteps(rounded)


@cache
def _say_that_it_is_slower() -> None:
    logging.getLogger(__name__).warning(
        "No C compiler was found: texts are the same, but are written about %d times slower.",
        SLOWER,
    )


def _checked(values: Tensor, like: FloatArray) -> FloatArray:
    if tuple(values.shape) != like.shape:
        raise ValueError(f"the state must be {like.shape}, got {tuple(values.shape)}")
    return as_numpy(values)
