"""Open a recurrent layer: its weights and what it read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor, nn

from seqdemo.analysis.cell_sums import LayerWeights, OpenedLayer
from seqdemo.core.trace import LayerTrace
from seqdemo.models.gates import to_numpy
from seqdemo.models.layer_weights import layer_weights


def opened_layer(
    fused: nn.RNNBase,
    x: Tensor,
    layers: Sequence[LayerTrace],
    depth: int = 0,
    name: Callable[[int], str] = "x {}".format,
) -> OpenedLayer:
    """Open a layer that reads forward.

    Args:
        fused: The nn.RNN, nn.GRU or nn.LSTM.
        x: What its first layer read, (T, I).
        layers: Traces of its layers: each reads the states of the one below.
        depth: Which layer, from 0 at the bottom.
        name: Words for input number n of the first layer.
    """
    weights = LayerWeights(*layer_weights(fused, depth))
    if not depth:
        return OpenedLayer(weights, to_numpy(x.detach()), name)
    below = f"unit {{}} of layer {depth}".format
    return OpenedLayer(weights, layers[depth - 1].hidden, below)
