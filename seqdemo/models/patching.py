"""Activation patching: states of one run put into another.

One batch holds all runs: those that differ from the untouched one only after a step join it there
(Meng et al., "Locating and Editing Factual Associations in GPT", 2022, do it to transformers).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from seqdemo.models.gates import cell_of, nonlinearity_of

_CELLS = {
    "rnn tanh": torch.rnn_tanh_cell,
    "rnn relu": torch.rnn_relu_cell,
    "gru": torch.gru_cell,
    "lstm": torch.lstm_cell,
}


@dataclass(frozen=True)
class Site:
    """Which states are put in, at one step at a time.

    Attributes:
        layer: From 0.
        units: Which of it; None for all. Of an LSTM, their c as well as their h.
    """

    layer: int
    units: tuple[int, ...] | None = None


@torch.inference_mode()
def patched_states(
    fused: nn.RNNBase, x: Tensor, donor: Tensor, sites: Sequence[Site], count: int
) -> Tensor:
    """Top state after the last step, for each site and each of the last steps.

    Args:
        fused: The recurrent stack; it reads forward.
        x: What the run reads that is changed, (T, I).
        donor: What the run reads whose states are put in, (S, I): its last step stands for the
            last one of `x`, and so on backwards.
        sites: What is put in.
        count: Last steps at which it is, at most T and S.

    Returns:
        (sites, count, H): row [n, k] is what is left when the states of site n after step
        T - count + k were those of the donor, and all that followed was computed from there.

    Raises:
        ValueError: If the stack reads both ways, or there are not so many steps.
    """
    if fused.bidirectional:
        raise ValueError("a network that reads both ways cannot be patched step by step")
    if not 0 < count <= min(len(x), len(donor)):
        raise ValueError(f"the inputs have {min(len(x), len(donor))} steps in common, not {count}")
    stack, given = _Stack(fused), _Stack(fused)
    for step in range(len(donor) - count):
        given.read(donor[step])
    for step in range(len(x)):
        late = step - (len(x) - count)
        if late < 0:
            stack.read(x[step])
            continue
        given.read(donor[len(donor) - count + late])
        stack.join(len(sites))
        stack.read(x[step], _putting(given, sites, len(stack) - len(sites)))
    return stack.top[1:].reshape(count, len(sites), -1).transpose(0, 1)


Put = Callable[[int, list[Tensor]], None]


def _putting(given: _Stack, sites: Sequence[Site], first: int) -> Put:
    """Put the donor's states into the runs that have just joined, site by site."""

    def put(depth: int, states: list[Tensor]) -> None:
        for row, site in enumerate(sites, start=first):
            if site.layer == depth:
                units = slice(None) if site.units is None else list(site.units)
                for own, other in zip(states, given.states[depth], strict=True):
                    own[row, units] = other[0, units]

    return put


class _Stack:
    """Runs of one stack side by side; the first one is untouched.

    Attributes:
        states: Of each layer, (N, H) each: h, and c of an LSTM.
    """

    def __init__(self, fused: nn.RNNBase) -> None:
        cell = cell_of(fused)
        self._lstm = cell == "lstm"
        self._step = cast(Any, _CELLS[f"rnn {nonlinearity_of(fused)}" if cell == "rnn" else cell])
        names = ("weight_ih", "weight_hh", *(("bias_ih", "bias_hh") if fused.bias else ()))
        depths = range(fused.num_layers)
        self._weights = [[getattr(fused, f"{name}_l{depth}") for name in names] for depth in depths]
        zero = torch.zeros(1, fused.hidden_size)
        self.states = [[zero.clone() for _ in range(2 if self._lstm else 1)] for _ in depths]

    def __len__(self) -> int:
        return len(self.top)

    @property
    def top(self) -> Tensor:
        """H of the top layer, (N, H)."""
        return self.states[-1][0]

    def join(self, count: int) -> None:
        """Let more runs start from where the untouched one stands."""
        self.states = [
            [torch.cat([one, one[:1].expand(count, -1)]) for one in states]
            for states in self.states
        ]

    def read(self, x: Tensor, put: Put | None = None) -> None:
        """Read one input, (I,), in all runs; `put` changes the states of each layer after it."""
        below = x.expand(len(self), -1)
        for depth, weights in enumerate(self._weights):
            before = self.states[depth]
            found = self._step(below, tuple(before) if self._lstm else before[0], *weights)
            self.states[depth] = list(found) if self._lstm else [found]
            if put is not None:
                put(depth, self.states[depth])
            below = self.states[depth][0]
