"""Decoder step by step, without a fused kernel's start-up each time."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.sigmoid import sigmoid
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.network import SketchNetwork, State
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.until_changed import until_changed


class Steps:
    """The decoder of a network for a few drawings at once; its weights are copied.

    PyTorch's fused LSTM rearranges its weights in every call, which costs more than one step.
    """

    def __init__(self, model: SketchNetwork) -> None:
        fused = model.decoder.fused
        weight_ih, weight_hh, bias_ih, bias_hh = (part.detach() for part in fused.parameters())
        self._joint = MatrixVector(torch.cat([weight_ih, weight_hh], dim=1))
        self._bias: FloatArray = (bias_ih + bias_hh).numpy()
        self._head = MatrixVector(model.head.weight)
        self._head_bias = model.head.bias.detach().numpy().copy()

    def __call__(
        self, x: FloatArray, hidden: FloatArray, cell_state: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """One step: inputs (B, I) and states (B, H) to raw outputs (B, 3 + 6 M) and new states."""
        gates = self._joint(np.concatenate([x, hidden], axis=1)) + self._bias
        write, keep, new, show = np.split(gates, 4, axis=1)
        cell_state = sigmoid(keep) * cell_state + sigmoid(write) * np.tanh(new)
        hidden = sigmoid(show) * np.tanh(cell_state)
        return self._head(hidden) + self._head_bias, hidden, cell_state


@until_changed
def steps_of(model: SketchNetwork) -> Steps:
    """Steps of a network, made anew when its weights have changed."""
    return Steps(model)


def rows_of(state: State, count: int) -> tuple[FloatArray, FloatArray]:
    """A state (1, 1, H) or (1, B, H) each, for `count` rows, (B, H)."""
    hidden, cell_state = (_rows(part, count) for part in state)
    return hidden, cell_state


def _rows(part: Tensor, count: int) -> FloatArray:
    rows: FloatArray = part[0].expand(count, -1).numpy().copy()
    return rows
