"""Networks of the lab: one recurrent layer, a head, and their birth."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from seqdemo.core.trace import GATES, CellKind
from seqdemo.demos.lab.settings import Settings
from seqdemo.models.recurrent import Recurrent

KEEPS = {"gru": "update", "lstm": "forget"}
"""Cell -> the gate that keeps the old state where it is open."""

STREAM = {"rnn": 0, "gru": 1, "lstm": 2}
"""Cell -> part of the seed of its weights: a race's networks do not share them."""


class Memory(nn.Module):
    """A recurrent layer whose last hidden state is read by a linear head."""

    def __init__(self, cell: CellKind, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.recurrent = Recurrent(cell, input_size, hidden_size)
        self.head = nn.Linear(hidden_size, output_size)

    def forward(self, x: Tensor) -> Tensor:
        """Outputs (B, O) after the last step of x, (B, T, I)."""
        hidden, _ = self.recurrent(x)
        outputs: Tensor = self.head(hidden[:, -1])
        return outputs


def newborn(settings: Settings, cell: CellKind, input_size: int, output_size: int) -> Memory:
    """A network before its first update; the same for equal settings.

    All weights are uniform in +-1 / sqrt(H), as PyTorch draws them, but for what `settings` say of
    gates and of a plain RNN. Where a gate's bias is given, the layer's other biases are 0.

    Sources: Jozefowicz, Zaremba and Sutskever, "An Empirical Exploration of Recurrent Network
    Architectures", 2015 (forget bias 1). Tallec and Ollivier, "Can Recurrent Neural Networks Warp
    Time?", 2018 (chrono). Le, Jaitly and Hinton, "A Simple Way to Initialize Recurrent Networks of
    Rectified Linear Units", 2015 (identity).
    """
    model = Memory(cell, input_size, settings.hidden_size, output_size)
    generator = torch.Generator().manual_seed(3 * settings.seed + STREAM[cell])
    bound = 1 / math.sqrt(settings.hidden_size)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-bound, bound, generator=generator)
        if cell == "rnn":
            _shape_states(model, settings.birth, generator)
        elif settings.gate != "0":
            _open_gate(model, cell, settings, generator)
    return model


def _shape_states(model: Memory, birth: str, generator: torch.Generator) -> None:
    weight = model.recurrent.fused.weight_hh_l0
    assert isinstance(weight, Tensor)
    if birth == "orthogonal":
        nn.init.orthogonal_(weight, generator=generator)
    elif birth == "identity":
        nn.init.eye_(weight)


def _open_gate(
    model: Memory, cell: CellKind, settings: Settings, generator: torch.Generator
) -> None:
    size, fused = settings.hidden_size, model.recurrent.fused
    bias, other = fused.bias_ih_l0, fused.bias_hh_l0
    assert isinstance(bias, Tensor) and isinstance(other, Tensor)
    bias.zero_()
    other.zero_()
    keep = GATES[cell].index(KEEPS[cell])
    if settings.gate != "chrono":
        bias[keep * size : (keep + 1) * size] = float(settings.gate)
        return
    spread = torch.empty(size).uniform_(1, max(2, settings.lag + 1), generator=generator).log()
    bias[keep * size : (keep + 1) * size] = spread
    if cell == "lstm":
        bias[:size] = -spread  # the input gate, which comes first
