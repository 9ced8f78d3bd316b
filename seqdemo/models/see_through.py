"""Trace of a torch.nn.RNN, GRU or LSTM from its weights.

Fused kernels return h_t and hide everything else. Yet once every h_{t-1} of a layer is known, all
its gates at all steps are one batched product over time, and only c_t must be walked step by step.
So seeing through costs little more than running. The equations, and their sources, stand in
`seqdemo.models.recurrent`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, Direction, LayerTrace
from seqdemo.models.gates import (
    FUSED,
    Run,
    Weights,
    cell_of,
    cell_state_of,
    directions_of,
    gates_of,
    nonlinearity_of,
    to_numpy,
)

State = Tensor | tuple[Tensor, Tensor]
"""What a network starts from or ends in: h, or (h, c) for an LSTM, as in torch.nn."""

KERNELS: Mapping[CellKind, Callable[..., tuple[Tensor, ...]]] = {
    "rnn": torch.rnn_tanh,
    "gru": torch.gru,
    "lstm": torch.lstm,
}
"""The fused kernels themselves: they take their weights as arguments."""


def see_through(fused: nn.RNNBase, x: Tensor, state: State | None = None) -> tuple[LayerTrace, ...]:
    """Run one sequence and keep every state and gate of every layer.

    Hidden states come from the fused kernel in the network's own precision; gates and, unless the
    network computes in 16 bits, cell states follow from them in float32. Dropout is off, whatever
    the mode, and so is autocast.

    Args:
        fused: An nn.RNN (tanh or relu), nn.GRU or nn.LSTM without projections; not modified.
        x: Inputs, (T, I), with T >= 1, on any device.
        state: Where to start, each (L*D, H) or (L*D, 1, H): h, or (h, c) for an LSTM; None means
            zeros, and then the record has no initial states either.

    Returns:
        L*D records, bottom to top; a bidirectional layer gives its forward record, then its
        backward one, and in both row t belongs to input t.

    Raises:
        ValueError: If `x` or `state` has the wrong shape, or `x` no steps.
    """
    check_input(fused, x, "(T, I)")
    weight = next(fused.parameters())
    records: list[LayerTrace] = []
    with torch.inference_mode(), torch.autocast(weight.device.type, enabled=False):
        below, start = x.to(weight), _start(fused, state)
        for depth in range(fused.num_layers):
            runs = _run_layer(fused, depth, below, start)
            records += (_record(run, show_start=state is not None) for run in runs)
            below = torch.cat([run.hidden for run in runs], dim=1)
    return tuple(records)


def check_input(fused: nn.RNNBase, x: Tensor, axes: str) -> None:
    """Hold inputs to their axes, such as "(T, I)".

    Raises:
        ValueError: If the shape does not fit, or there is no step; the message says what is wrong.
    """
    shape = tuple(x.shape)
    if len(shape) != len(axes.split(",")):
        raise ValueError(f"x must have the axes {axes}, got shape {shape}.")
    if shape[-1] != fused.input_size:
        raise ValueError(
            f"x has {shape[-1]} features per step in shape {shape}, "
            f"but this network reads {fused.input_size}."
        )
    if shape[-2] == 0:
        raise ValueError(f"x has no steps in shape {shape}; give at least one.")


def check_state(
    fused: nn.RNNBase, state: State, shapes: list[tuple[int, ...]]
) -> tuple[Tensor, ...]:
    """The one or two tensors of a state, each in one of the given shapes.

    Raises:
        ValueError: If it is the state of another kind of cell, or of another shape.
    """
    cell = cell_of(fused)
    names = ("h", "c") if cell == "lstm" else ("h",)
    parts = state if isinstance(state, tuple) else (state,)
    if isinstance(state, tuple) != (cell == "lstm") or len(parts) != len(names):
        wanted = "a pair of tensors (h, c)" if cell == "lstm" else "one tensor h"
        got = f"a tuple of {len(parts)}" if isinstance(state, tuple) else "one tensor"
        raise ValueError(f"The state of this {cell} is {wanted}, got {got}.")
    for name, part in zip(names, parts, strict=True):
        if tuple(part.shape) not in shapes:
            wanted = " or ".join(map(str, shapes))
            raise ValueError(f"State {name} must be {wanted}, got {tuple(part.shape)}.")
    return parts


def _start(fused: nn.RNNBase, state: State | None) -> tuple[Tensor, ...]:
    """The initial states beside the weights, never sharing the caller's memory, (L*D, H)."""
    shape = len(directions_of(fused)) * fused.num_layers, fused.hidden_size
    weight = next(fused.parameters())
    if state is None:
        return (weight.new_zeros(shape),) * (2 if cell_of(fused) == "lstm" else 1)
    parts = check_state(fused, state, [shape, (shape[0], 1, shape[1])])
    copies = (part.reshape(shape).to(weight, copy=True) for part in parts)
    return tuple(part.contiguous() for part in copies)


def _run_layer(fused: nn.RNNBase, depth: int, x: Tensor, start: tuple[Tensor, ...]) -> list[Run]:
    """Run one layer's fused kernel over x (T, I), from its rows of `start` (L*D, H)."""
    ways = directions_of(fused)
    weights = [_weights(fused, depth, way) for way in ways]
    mine = [part[depth * len(ways) :][: len(ways)] for part in start]
    state = tuple(part[:, None] for part in mine)
    call = _call_module if x.is_cuda else _call_kernel
    flat = [tensor for one_way in weights for tensor in one_way]
    outputs, cells = call(fused, x[None], state, flat)
    hidden = outputs[0].chunk(len(ways), dim=1)
    return [
        Run(
            *(fused, way, weights[d], x, hidden[d], [part[d] for part in mine]),
            end=None if cells is None else cells[d, 0],
        )
        for d, way in enumerate(ways)
    ]


def _call_kernel(
    fused: nn.RNNBase, x: Tensor, state: tuple[Tensor, ...], weights: list[Tensor]
) -> tuple[Tensor, Tensor | None]:
    """One layer's outputs, (1, T, D*H), and last c, (D, 1, H), with no module around the kernel.

    The stack as a module returns its top layer only, and making a module for every layer
    takes several times as long as running a small one.
    """
    start = state if cell_of(fused) == "lstm" else state[0]
    relu: Callable[..., tuple[Tensor, ...]] = torch.rnn_relu
    kernel = relu if nonlinearity_of(fused) == "relu" else KERNELS[cell_of(fused)]
    # has_biases, num_layers, dropout, train, bidirectional, batch_first
    found = kernel(x, start, weights, True, 1, 0.0, False, fused.bidirectional, True)
    return found[0], found[2] if len(found) > 2 else None


def _call_module(
    fused: nn.RNNBase, x: Tensor, state: tuple[Tensor, ...], weights: list[Tensor]
) -> tuple[Tensor, Tensor | None]:
    """As `_call_kernel`, for cuDNN: it wants the weights side by side, as a module keeps them.

    A stack of one layer is that module, if it is laid out alike. Others are made on the meta
    device first, so that no random numbers are drawn, and their weights are copied.
    """
    layer = fused
    if fused.num_layers > 1 or not (fused.batch_first and fused.bias):
        options = {"nonlinearity": nonlinearity_of(fused)} if cell_of(fused) == "rnn" else {}
        layer = FUSED[cell_of(fused)](
            x.shape[-1],
            fused.hidden_size,
            bidirectional=fused.bidirectional,
            batch_first=True,
            device="meta",
            dtype=x.dtype,
            **options,
        ).to_empty(device=x.device)
        for copy, weight in zip(layer.parameters(), weights, strict=True):
            copy.copy_(weight)
    if cell_of(fused) == "lstm":
        outputs, (_, cells) = layer(x, state)
        return outputs, cells
    return layer(x, state[0])[0], None


def _weights(fused: nn.RNNBase, depth: int, direction: Direction) -> Weights:
    suffix = f"_l{depth}" + ("_reverse" if direction == "backward" else "")
    names = [name + suffix for name in Weights._fields]
    weight_ih, weight_hh = getattr(fused, names[0]), getattr(fused, names[1])
    if not fused.bias:
        nothing = weight_ih.new_zeros(len(weight_ih))
        return Weights(weight_ih, weight_hh, nothing, nothing)
    return Weights(weight_ih, weight_hh, getattr(fused, names[2]), getattr(fused, names[3]))


def _record(run: Run, *, show_start: bool) -> LayerTrace:
    initial = [to_numpy(part) for part in run.start] if show_start else []
    gates = gates_of(run)
    return LayerTrace(
        cell=run.cell,
        hidden=to_numpy(run.hidden),
        cell_state=cell_state_of(run, gates) if run.cell == "lstm" else None,
        gates=gates,
        initial_hidden=initial[0] if initial else None,
        initial_cell_state=initial[1] if len(initial) == 2 else None,
        direction=run.direction,
        nonlinearity=nonlinearity_of(run.fused),
    )
