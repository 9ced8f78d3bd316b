"""Backpropagation through time of one output, in NumPy.

Backpropagation through time (Werbos, "Backpropagation through time: what it does and how to do
it", 1990), walked backwards by hand over the states and gates of a trace. The norm of dL/dh_t
shrinks or grows on the way: Hochreiter, 1991; Bengio, Simard and Frasconi, "Learning long-term
dependencies with gradient descent is difficult", 1994.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from seqdemo.core.trace import GATES, FloatArray, LayerTrace
from seqdemo.models.gates import to_numpy
from seqdemo.models.layer_weights import layer_weights
from seqdemo.models.matrix_vector import MatrixVector


@dataclass(frozen=True, eq=False)
class ThroughTime:
    """What one number L depends on.

    Attributes:
        hidden: dL/dh_t of every layer, bottom to top, each (T, H): what L would gain, in nats a
            unit of h, if that state alone were nudged and everything after it went on.
        inputs: dL/dx_t, (T, I).
        cells: dL/dc_t of every layer of an LSTM, each (T, H), nats a unit of c; () of others.
    """

    hidden: tuple[FloatArray, ...]
    inputs: FloatArray
    cells: tuple[FloatArray, ...] = ()


Back = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
"""Gradients of a step's sums from the input and from h_{t-1}, (G*H,), what goes straight to
h_{t-1}, (H,), and what goes to c_{t-1}, (H,); dL/dc_t itself is kept beside."""

Local = Callable[[int, FloatArray, FloatArray], Back]
"""One step backwards: its number, dL/dh_t and what reaches c_t from the step after."""


@torch.no_grad()
def through_time(
    fused: nn.RNNBase,
    layers: Sequence[LayerTrace],
    top: FloatArray,
    *,
    window: int | None = None,
) -> ThroughTime:
    """Walk back from the gradient at the top layer.

    Args:
        fused: Holds the weights; one direction, no projections. Its layers are those of the trace.
        layers: Every state and gate of the sequence.
        top: Gradient of L by the top layer's states as the head sees them, (T, H).
        window: Steps of the BPTT window: the gradient is cut before the last `window` steps up to
            the last one that has a gradient of its own. None walks back to the beginning.

    Raises:
        ValueError: If the network reads both ways, or the parts do not fit together.
    """
    if fused.bidirectional or len(layers) != fused.num_layers:
        raise ValueError("gradients through time need the trace of a network that reads forward")
    if top.shape != layers[-1].hidden.shape:
        raise ValueError(f"top has shape {top.shape}, expected {layers[-1].hidden.shape}")
    own = np.flatnonzero(np.abs(top).sum(1))
    last = int(own[-1]) + 1 if len(own) else 0
    first = 0 if window is None else max(0, last - window)
    states: list[FloatArray] = []
    cells: list[FloatArray] = []
    gradient = top
    for depth in reversed(range(len(layers))):
        memory = np.zeros_like(layers[depth].hidden)
        steps = range(first, last)
        hidden, gradient = _layer(fused, depth, layers[depth], gradient, steps, memory)
        states.insert(0, hidden)
        if layers[depth].cell == "lstm":
            cells.insert(0, memory)
    return ThroughTime(tuple(states), gradient, tuple(cells))


def _layer(
    fused: nn.RNNBase,
    depth: int,
    layer: LayerTrace,
    above: FloatArray,
    steps: range,
    cells: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """dL/dh (T, H) and dL/dx (T, I) of one layer, from what comes from above, (T, H).

    `cells`, (T, H), is filled with dL/dc where the layer has a cell state.
    """
    weight_ih, weight_hh, _, bias_hh = layer_weights(fused, depth)
    recurrent = layer.hidden  # of which a GRU alone makes use
    if layer.cell == "gru":
        recurrent = layer.previous_hidden() @ weight_hh.T + bias_hh
    local = {"rnn": _rnn, "gru": _gru, "lstm": _lstm}[layer.cell](layer, recurrent, cells)
    hidden = np.zeros_like(layer.hidden)
    sums = np.zeros((len(hidden), len(weight_ih)), np.float32)
    carried = np.zeros(layer.hidden_size, np.float32)
    memory = np.zeros(layer.hidden_size, np.float32)
    step_back = MatrixVector(torch.from_numpy(weight_hh).T)
    for step in reversed(steps):
        now = above[step] + carried
        hidden[step] = now
        sums[step], back, kept, memory = local(step, now, memory)
        carried = step_back(back[None])[0] + kept
    return hidden, to_numpy(torch.from_numpy(sums) @ torch.from_numpy(weight_ih))


def _rnn(layer: LayerTrace, recurrent: FloatArray, cells: FloatArray) -> Local:
    hidden = layer.hidden
    relu = layer.nonlinearity == "relu"
    slope = (hidden > 0).astype(np.float32) if relu else 1 - hidden * hidden

    def local(step: int, now: FloatArray, memory: FloatArray) -> Back:
        change = now * slope[step]
        return change, change, np.zeros_like(now), memory

    return local


def _gru(layer: LayerTrace, recurrent: FloatArray, cells: FloatArray) -> Local:
    reset, update, candidate = (layer.gates[name] for name in GATES["gru"])
    before, size = layer.previous_hidden(), layer.hidden_size
    product = recurrent[:, 2 * size :]  # what the reset gate multiplies

    def local(step: int, now: FloatArray, memory: FloatArray) -> Back:
        r, z, n = reset[step], update[step], candidate[step]
        change_n = now * (1 - z) * (1 - n * n)
        change_z = now * (before[step] - n) * z * (1 - z)
        change_r = change_n * product[step] * r * (1 - r)
        return (
            np.concatenate([change_r, change_z, change_n]),
            np.concatenate([change_r, change_z, change_n * r]),
            now * z,
            memory,
        )

    return local


def _lstm(layer: LayerTrace, recurrent: FloatArray, cells: FloatArray) -> Local:
    gates = [layer.gates[name] for name in GATES["lstm"]]
    assert layer.cell_state is not None
    before, squashed = layer.previous_cell_state(), np.tanh(layer.cell_state)

    def local(step: int, now: FloatArray, memory: FloatArray) -> Back:
        i, f, g, o = (gate[step] for gate in gates)
        memory = memory + now * o * (1 - squashed[step] ** 2)
        cells[step] = memory
        change = np.concatenate(
            [
                memory * g * i * (1 - i),
                memory * before[step] * f * (1 - f),
                memory * i * (1 - g * g),
                now * squashed[step] * o * (1 - o),
            ]
        )
        return change, change, np.zeros_like(now), memory * f

    return local
