"""Weights of a writer, rearranged layer by layer.

Gates that take a sigmoid come first, halved, because sigmoid(x) = (1 + tanh(x / 2)) / 2 and one
tanh then does for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from seqdemo.core.trace import GATES, CellKind, FloatArray
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.pen.eight_bits import ROUNDED, Rounded, RoundedLayer, RoundedWriter
from seqdemo.models.text_writer import TextWriter

SIGMOIDS = {"rnn": 0, "gru": 2, "lstm": 3}
"""How many gates of each cell take a sigmoid; one more, the candidate, takes a tanh."""

LSTM_ORDER = (0, 1, 3, 2)
"""Input, forget, output, candidate: PyTorch's order with the tanh last."""


@dataclass(frozen=True, eq=False)
class PenLayer:
    """One layer's products with what comes from below and from the step before.

    Attributes:
        joint: Over [below, state]; LSTM and RNN above the first layer.
        below: GRU above the first layer.
        state: First layers, and the GRU.
        bias: (G*H,).
        state_bias: (G*H,), GRU: stays inside the reset gate.
    """

    joint: MatrixVector | None
    below: MatrixVector | None
    state: MatrixVector | None
    bias: FloatArray
    state_bias: FloatArray | None


def gate_places(cell: CellKind) -> Mapping[str, int]:
    """Place of each gate in the pen's order, by name; names are in PyTorch's order."""
    order = LSTM_ORDER if cell == "lstm" else range(len(GATES[cell]))
    return {name: list(order).index(n) for n, name in enumerate(GATES[cell])}


def symbol_table(writer: TextWriter) -> FloatArray:
    """Row v is what symbol v adds to the first layer's gates, bias and all, (V, G*H).

    Summed in float64: after rounding to float32 it is the same in whatever order a machine sums.
    """
    weight_ih, _, bias_ih, bias_hh = _parts(writer, 0)
    bias, _ = _biases(writer.recurrent.cell, bias_ih, bias_hh)
    return as_numpy(writer.embedding.weight.double() @ weight_ih.double().T) + bias


def pen_layer(writer: TextWriter, depth: int) -> PenLayer:
    """A layer's products in float32."""
    cell = writer.recurrent.cell
    weight_ih, weight_hh, *biases = _parts(writer, depth)
    bias, state_bias = _biases(cell, *biases)
    if cell == "gru":
        below = MatrixVector(weight_ih) if depth else None
        return PenLayer(None, below, MatrixVector(weight_hh), bias, state_bias)
    if depth == 0:
        return PenLayer(None, None, MatrixVector(weight_hh), bias, None)
    return PenLayer(MatrixVector(torch.cat([weight_ih, weight_hh], 1)), None, None, bias, None)


def rounded_writer(writer: TextWriter) -> RoundedWriter:
    """All weights in 8 bits."""
    layers = tuple(_rounded_layer(writer, n) for n in range(writer.config.num_layers))
    head, table = Rounded.of(writer.head.weight), symbol_table(writer)
    return RoundedWriter(layers, head, as_numpy(writer.head.bias), table)


def rounded_weights(writer: TextWriter, depth: int) -> tuple[FloatArray, FloatArray]:
    """Weights (G*H, I) and (G*H, H) of a layer as its 8 bits stand for them, in PyTorch's order.

    The first layer's input is not rounded: its products are in a table.
    """
    fused = writer.recurrent.fused
    below, state = (
        getattr(fused, f"weight_{side}_l{depth}").detach().float() for side in ("ih", "hh")
    )
    rounded = Rounded.of(below if depth else below[:, :0], state)
    values = rounded.whole * (rounded.scales * ROUNDED)[:, None]
    split = values.shape[1] - state.shape[1]
    return values[:, :split] if depth else as_numpy(below), values[:, split:]


def as_numpy(values: Tensor) -> FloatArray:
    """A copy, as the weights may train on."""
    array: FloatArray = values.detach().float().cpu().contiguous().clone().numpy()
    return array


def _rounded_layer(writer: TextWriter, depth: int) -> RoundedLayer:
    cell = writer.recurrent.cell
    weight_ih, weight_hh, *biases = _parts(writer, depth)
    below = weight_ih if depth else weight_ih[:, :0]
    bias, state_bias = _biases(cell, *biases)
    return RoundedLayer(
        Rounded.of(below, weight_hh),
        bias,
        torch.zeros(len(bias)).numpy() if state_bias is None else state_bias,
        gates=SIGMOIDS[cell] + 1,
        below=below.shape[1],
    )


def _parts(writer: TextWriter, depth: int) -> list[Tensor]:
    """Weights from below and from the state, and their biases, in the pen's order."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    fused, cell = writer.recurrent.fused, writer.recurrent.cell
    return [_in_order(cell, getattr(fused, f"{name}_l{depth}").detach()) for name in names]


def _biases(
    cell: CellKind, bias_ih: Tensor, bias_hh: Tensor
) -> tuple[FloatArray, FloatArray | None]:
    """What is added from below and, for a GRU, from the state."""
    if cell == "gru":
        return as_numpy(bias_ih), as_numpy(bias_hh)
    return as_numpy(bias_ih + bias_hh), None


def _in_order(cell: CellKind, values: Tensor) -> Tensor:
    """Rows (G*H, ...) with the sigmoids first and halved."""
    gates = values.chunk(SIGMOIDS[cell] + 1)
    if cell == "lstm":
        gates = tuple(gates[n] for n in LSTM_ORDER)
    scales = [0.5] * SIGMOIDS[cell] + [1.0]
    return torch.cat([gate * scale for gate, scale in zip(gates, scales, strict=True)])
