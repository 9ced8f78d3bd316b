"""Decoder step by step, without a fused kernel's start-up each time."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray
from seqdemo.demos.sketch.network import SketchNetwork, State
from seqdemo.models.matrix_vector import MatrixVector


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
        cell_state = _sigmoid(keep) * cell_state + _sigmoid(write) * np.tanh(new)
        hidden = _sigmoid(show) * np.tanh(cell_state)
        return self._head(hidden) + self._head_bias, hidden, cell_state


def _sigmoid(x: FloatArray) -> FloatArray:
    half: FloatArray = 0.5 * (1 + np.tanh(0.5 * x))
    return half


_STEPS: WeakKeyDictionary[SketchNetwork, tuple[int, Steps]] = WeakKeyDictionary()


def steps_of(model: SketchNetwork) -> Steps:
    """Steps of a network, made anew when its weights have changed."""
    version = sum(weight._version for weight in model.parameters())
    found = _STEPS.get(model)
    if found is None or found[0] != version:
        found = version, Steps(model)
        _STEPS[model] = found
    return found[1]


def rows_of(state: State, count: int) -> tuple[FloatArray, FloatArray]:
    """A state (1, 1, H) or (1, B, H) each, for `count` rows, (B, H)."""
    hidden, cell_state = (_rows(part, count) for part in state)
    return hidden, cell_state


def _rows(part: Tensor, count: int) -> FloatArray:
    rows: FloatArray = part[0].expand(count, -1).numpy().copy()
    return rows
