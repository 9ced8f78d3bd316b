"""Jacobian of a recurrent step, and its largest singular values.

The state before a step to the state after it: h, of an LSTM h and c together. Singular values
above 1 are directions in which a gradient grows on its way back, below 1 those in which it fades
(Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from seqdemo.core.trace import GATES, FloatArray, LayerTrace
from seqdemo.models.layer_weights import layer_weights

SMALL = 64
"""Rows up to which all singular values are computed."""


@torch.no_grad()
def step_jacobian(fused: nn.RNNBase, depth: int, layer: LayerTrace, step: int) -> FloatArray:
    """d(state after) / d(state before) of one layer at one step, its input held.

    Args:
        fused: Holds the weights; reads forward, without projections.
        depth: Which layer, from 0.
        layer: Its trace.
        step: From 0.

    Returns:
        (H, H); of an LSTM (2H, 2H), h before c.
    """
    _, weights, _, bias = layer_weights(fused, depth)
    if layer.cell == "rnn":
        hidden = layer.hidden[step]
        relu = layer.nonlinearity == "relu"
        slope = (hidden > 0).astype(np.float32) if relu else 1 - hidden**2
        return np.asarray(slope[:, None] * weights)
    if layer.cell == "gru":
        return _gru(weights, bias, layer, step)
    return _lstm(weights, layer, step)


def largest_singular_values(jacobian: FloatArray, count: int) -> FloatArray:
    """The largest singular values, largest first, (count,)."""
    from scipy.linalg import svdvals
    from scipy.sparse.linalg import svds

    if len(jacobian) <= max(SMALL, 2 * count):
        return np.asarray(svdvals(jacobian)[:count], np.float32)
    start = np.ones(len(jacobian), np.float32)  # the same every time
    found = svds(jacobian, k=count, v0=start, return_singular_vectors=False, tol=1e-4)
    return np.asarray(np.sort(found)[::-1], np.float32)


def singular_values_over_time(
    fused: nn.RNNBase, depth: int, layer: LayerTrace, steps: Sequence[int], count: int = 3
) -> FloatArray:
    """Largest singular values of the Jacobian at each of some steps, (steps, count)."""
    rows = [
        largest_singular_values(step_jacobian(fused, depth, layer, step), count) for step in steps
    ]
    return np.stack(rows)


def _gru(weights: FloatArray, bias: FloatArray, layer: LayerTrace, step: int) -> FloatArray:
    r, z, n = (layer.gates[name][step] for name in GATES["gru"])
    before = layer.previous_hidden()[step]
    to_r, to_z, to_n = np.split(weights, 3)
    product = to_n @ before + np.split(bias, 3)[2]
    within = r[:, None] * to_n + (product * r * (1 - r))[:, None] * to_r
    found = ((1 - z) * (1 - n**2))[:, None] * within
    found += ((before - n) * z * (1 - z))[:, None] * to_z
    found[np.diag_indices(len(z))] += z
    return np.asarray(found)


def _lstm(weights: FloatArray, layer: LayerTrace, step: int) -> FloatArray:
    i, f, g, o = (layer.gates[name][step] for name in GATES["lstm"])
    assert layer.cell_state is not None
    before, squashed = layer.previous_cell_state()[step], np.tanh(layer.cell_state[step])
    to_i, to_f, to_g, to_o = np.split(weights, 4)
    cell = (g * i * (1 - i))[:, None] * to_i + (before * f * (1 - f))[:, None] * to_f
    cell += (i * (1 - g**2))[:, None] * to_g
    through = o * (1 - squashed**2)
    hidden = through[:, None] * cell + (squashed * o * (1 - o))[:, None] * to_o
    return np.block([[hidden, np.diag(through * f)], [cell, np.diag(f)]])
