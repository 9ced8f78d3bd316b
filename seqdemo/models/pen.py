"""The pen: writes with a trained `TextWriter`, a character at a time, without framework overhead.

One call of `nn.LSTM` for one character spends nearly all its time on everything but arithmetic.
The pen holds the same weights, rearranged: the first layer's input product is a table with a row
per symbol; an LSTM's other products are one matrix per layer over [input, state]; gates that take
a sigmoid come first, halved, because sigmoid(x) = (1 + tanh(x / 2)) / 2 and one tanh then does for
all. What comes out equals the fused layers to rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from seqdemo.core.trace import GATES, CellKind, FloatArray
from seqdemo.models.matrix_vector import MatrixVector, Precision, matrix_vector
from seqdemo.models.recurrent import State
from seqdemo.models.text_writer import TextWriter

SIGMOIDS = {"rnn": 0, "gru": 2, "lstm": 3}
"""How many gates of each cell take a sigmoid; one more, the candidate, takes a tanh."""

LSTM_ORDER = (0, 1, 3, 2)
"""Input, forget, output, candidate: PyTorch's order with the tanh last."""


@dataclass(frozen=True, eq=False)
class _Layer:
    """One layer's products with what comes from below and from the step before."""

    joint: MatrixVector | None  # over [below, state]; LSTM and RNN above the first layer
    below: MatrixVector | None  # GRU above the first layer
    state: MatrixVector | None  # first layers, and the GRU
    bias: FloatArray
    state_bias: FloatArray | None  # GRU: stays inside the reset gate


@dataclass(frozen=True, eq=False)
class PenWeights:
    """A writer's weights, rearranged; shared by all who write with them.

    Attributes:
        cell: Which recurrence.
        table: Row v is what symbol v adds to the first layer's gates, (V, G*H).
        layers: Bottom to top.
        head: Logits from the top state.
        head_bias: (V,).
        hidden_size: Units per layer, H.
    """

    cell: CellKind
    table: FloatArray
    layers: tuple[_Layer, ...]
    head: MatrixVector
    head_bias: FloatArray
    hidden_size: int

    @classmethod
    @torch.no_grad()
    def of(cls, writer: TextWriter, precision: Precision = "fp32") -> PenWeights:
        """Rearrange the weights of a trained writer.

        Args:
            writer: The network.
            precision: "int8" is faster and rounds; the head stays in float32.
        """
        cell, depth = writer.recurrent.cell, writer.config.num_layers
        layers = tuple(_layer(writer, n, precision) for n in range(depth))
        weight_ih = _in_order(cell, _part(writer, "weight_ih", 0))
        table = writer.embedding.weight @ weight_ih.T
        return cls(
            cell=cell,
            table=_numpy(table) + layers[0].bias,
            layers=layers,
            head=matrix_vector(writer.head.weight, "fp32"),
            head_bias=_numpy(writer.head.bias),
            hidden_size=writer.config.hidden_size,
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
        cell, size = self.weights.cell, self.weights.hidden_size
        names = [GATES[cell][n] for n in LSTM_ORDER] if cell == "lstm" else list(GATES[cell])
        values = self.gates[depth]
        return {name: values[:, n * size :][:, :size].copy() for n, name in enumerate(names)}

    def _products(self, depth: int, layer: _Layer, incoming: FloatArray) -> FloatArray:
        """All gates before their nonlinearity, (B, G*H), of an LSTM or RNN."""
        if layer.joint is not None:
            return layer.joint(self._joint[depth]) + layer.bias
        assert layer.state is not None
        return layer.state(np.ascontiguousarray(self.hidden[depth])) + incoming

    def _rnn(self, depth: int, layer: _Layer, incoming: FloatArray) -> None:
        np.tanh(self._products(depth, layer, incoming), out=self.hidden[depth])

    def _lstm(self, depth: int, layer: _Layer, incoming: FloatArray) -> None:
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

    def _gru(self, depth: int, layer: _Layer, incoming: FloatArray) -> None:
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


def _layer(writer: TextWriter, depth: int, precision: Precision) -> _Layer:
    cell = writer.recurrent.cell
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weight_ih, weight_hh, bias_ih, bias_hh = (
        _in_order(cell, _part(writer, name, depth)) for name in names
    )
    gru, first = cell == "gru", depth == 0
    joined = torch.cat([weight_ih, weight_hh], 1)
    return _Layer(
        joint=None if gru or first else matrix_vector(joined, precision),
        below=matrix_vector(weight_ih, precision) if gru and not first else None,
        state=matrix_vector(weight_hh, precision) if gru or first else None,
        bias=_numpy(bias_ih if gru else bias_ih + bias_hh),
        state_bias=_numpy(bias_hh) if gru else None,
    )


def _part(writer: TextWriter, name: str, depth: int) -> Tensor:
    tensor: Tensor = getattr(writer.recurrent.fused, f"{name}_l{depth}")
    return tensor.detach()


def _in_order(cell: CellKind, values: Tensor) -> Tensor:
    """Rows (G*H, ...) with the sigmoids first and halved."""
    gates = values.chunk(SIGMOIDS[cell] + 1)
    if cell == "lstm":
        gates = tuple(gates[n] for n in LSTM_ORDER)
    scales = [0.5] * SIGMOIDS[cell] + [1.0]
    return torch.cat([gate * scale for gate, scale in zip(gates, scales, strict=True)])


def _numpy(values: Tensor) -> FloatArray:
    """A copy, as the weights may train on."""
    array: FloatArray = values.detach().float().cpu().contiguous().clone().numpy()
    return array


def _checked(values: Tensor, like: FloatArray) -> FloatArray:
    if tuple(values.shape) != like.shape:
        raise ValueError(f"the state must be {like.shape}, got {tuple(values.shape)}")
    return _numpy(values)
