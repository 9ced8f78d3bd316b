"""Weights of one layer as NumPy arrays."""

from __future__ import annotations

import numpy as np
from torch import nn

from seqdemo.core.trace import Direction, FloatArray
from seqdemo.models.gates import to_numpy


def layer_weights(
    fused: nn.RNNBase, depth: int = 0, direction: Direction = "forward"
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Weights of an nn.RNN, nn.GRU or nn.LSTM layer, gates stacked as PyTorch stacks them.

    Returns:
        weight_ih (G*H, I), weight_hh (G*H, H), bias_ih and bias_hh (G*H,); biases are zeros where
        the layer has none.
    """
    end = f"_l{depth}{'_reverse' if direction == 'backward' else ''}"
    weight_ih, weight_hh = (
        to_numpy(getattr(fused, f"weight_{side}{end}").detach()) for side in ("ih", "hh")
    )
    if not fused.bias:
        nothing = np.zeros(len(weight_ih), np.float32)
        return weight_ih, weight_hh, nothing, nothing
    bias_ih, bias_hh = (
        to_numpy(getattr(fused, f"bias_{side}{end}").detach()) for side in ("ih", "hh")
    )
    return weight_ih, weight_hh, bias_ih, bias_hh
