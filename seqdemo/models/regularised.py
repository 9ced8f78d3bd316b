"""Locked dropout and DropConnect for recurrent training.

Ordinary dropout draws a new mask at every step, and a state that must last hundreds of steps does
not survive that. Here a sequence keeps one mask over all its steps (Gal and Ghahramani, "A
Theoretically Grounded Application of Dropout in Recurrent Neural Networks", 2016), and recurrent
weights rather than states are dropped (DropConnect; Merity, Keskar and Socher, "Regularizing and
Optimizing LSTM Language Models", 2018). The fused kernels still do the work: they are handed
weights with holes.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.see_through import KERNELS


def locked_dropout(x: Tensor, share: float) -> Tensor:
    """Zero the same features at all steps: x (B, T, F) -> (B, T, F), scaled by 1 / (1 - share)."""
    if share == 0:
        return x
    if share == 1:
        return torch.zeros_like(x)
    mask = torch.empty(len(x), 1, x.shape[-1], dtype=x.dtype, device=x.device)
    return x * mask.bernoulli_(1 - share).div_(1 - share)


def run_regularised(
    recurrent: Recurrent,
    x: Tensor,
    state: State | None,
    *,
    weight_dropout: float,
    dropout: float,
) -> tuple[Tensor, State]:
    """Run a one-directional stack with dropped weights and locked dropout between its layers.

    Args:
        recurrent: The stack; its own `dropout` is not used.
        x: Inputs, (B, T, I).
        state: Where to start, each (L, B, H); None means zeros.
        weight_dropout: Share of each hidden-to-hidden matrix that is zeroed in this call, 0..1.
        dropout: Share of each layer's outputs that the next layer does not see, 0..1.

    Returns:
        The top layer's hidden states (B, T, H), and the final state as `Recurrent` gives it.

    Raises:
        ValueError: If the stack is bidirectional.
    """
    fused = recurrent.fused
    if fused.bidirectional:
        raise ValueError("regularised training is for stacks that read in one direction")
    starts = _starts(recurrent, x, state)
    finals: list[tuple[Tensor, ...]] = []
    for depth in range(fused.num_layers):
        x = x if depth == 0 else locked_dropout(x, dropout)
        x, *final = _run_layer(recurrent, depth, x, starts[depth], weight_dropout)
        finals.append(tuple(final))
    joined = tuple(torch.cat(parts) for parts in zip(*finals, strict=True))
    return x, cast(State, joined if recurrent.cell == "lstm" else joined[0])


def run_both_ways(
    recurrent: Recurrent, x: Tensor, lengths: Tensor, *, dropout: float
) -> tuple[Tensor, Tensor]:
    """Run a bidirectional stack over padded sequences, by fused kernels.

    Each backward direction reads a sequence turned round within its length, so that padding never
    comes before what is read. A packed sequence gives the same, but outside of cuDNN one step at a
    time.

    Args:
        recurrent: The stack; its own `dropout` is not used.
        x: Inputs, (B, T, I), padded at the end.
        lengths: Steps of each sequence, (B,), at least one.
        dropout: Share of each layer's outputs that the next layer does not see, 0..1; locked.

    Returns:
        The top layer's hidden states, (B, T, 2H), forward units first, and where both of its
        directions end, (B, 2H). What stands at padding means nothing.

    Raises:
        ValueError: If the stack reads in one direction only.
    """
    fused = recurrent.fused
    if not fused.bidirectional:
        raise ValueError("this stack reads in one direction: use run_regularised")
    turned = _turned(lengths, x.shape[1])
    last = (lengths - 1)[:, None, None].expand(-1, 1, fused.hidden_size)
    zeros = x.new_zeros(1, len(x), fused.hidden_size)
    start = (zeros, zeros) if recurrent.cell == "lstm" else (zeros,)
    ends: list[Tensor] = []
    for depth in range(fused.num_layers):
        x = x if depth == 0 else locked_dropout(x, dropout)
        forward, *_ = _run_layer(recurrent, depth, x, start, 0.0)
        backward, *_ = _run_layer(recurrent, depth, _at(x, turned), start, 0.0, "_reverse")
        ends = [forward.gather(1, last)[:, 0], backward.gather(1, last)[:, 0]]
        x = torch.cat([forward, _at(backward, turned)], dim=-1)
    return x, torch.cat(ends, dim=-1)


def _turned(lengths: Tensor, steps: int) -> Tensor:
    """For each sequence its steps from last to first, then its padding, (B, T)."""
    step = torch.arange(steps, device=lengths.device)
    there = step < lengths[:, None]
    return torch.where(there, lengths[:, None] - 1 - step, step)


def _at(x: Tensor, steps: Tensor) -> Tensor:
    """Steps of x, (B, T, F), in another order, (B, T)."""
    return x.gather(1, steps[..., None].expand_as(x))


def _starts(recurrent: Recurrent, x: Tensor, state: State | None) -> list[tuple[Tensor, ...]]:
    """The initial state of each layer: one or two tensors (1, B, H)."""
    layers, hidden = recurrent.fused.num_layers, recurrent.fused.hidden_size
    if state is None:
        zeros = x.new_zeros(1, len(x), hidden)
        return [(zeros, zeros) if recurrent.cell == "lstm" else (zeros,)] * layers
    parts = state if isinstance(state, tuple) else (state,)
    return [tuple(part[depth : depth + 1] for part in parts) for depth in range(layers)]


def _run_layer(
    recurrent: Recurrent,
    depth: int,
    x: Tensor,
    start: tuple[Tensor, ...],
    weight_dropout: float,
    way: str = "",
) -> tuple[Tensor, ...]:
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weights = [getattr(recurrent.fused, f"{name}_l{depth}{way}") for name in names]
    weights[1] = F.dropout(weights[1], weight_dropout)
    dtype = _dtype(x)
    with warnings.catch_warnings(), torch.autocast(x.device.type, enabled=False):
        # cuDNN would like the weights in one block; these are new in every call.
        warnings.filterwarnings("ignore", "RNN module weights are not part of single contiguous")
        x, start, weights = x.to(dtype), _cast(start, dtype), list(_cast(weights, dtype))
        state = start if recurrent.cell == "lstm" else start[0]
        # has_biases, num_layers, dropout, train, bidirectional, batch_first
        return KERNELS[recurrent.cell](x, state, weights, True, 1, 0.0, True, False, True)


def _dtype(x: Tensor) -> torch.dtype:
    """What autocast asks for: cuDNN's would take float16 for bfloat16, and lose small gradients."""
    kind = x.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else x.dtype


def _cast(tensors: Sequence[Tensor], dtype: torch.dtype) -> tuple[Tensor, ...]:
    return tuple(tensor.to(dtype) for tensor in tensors)
