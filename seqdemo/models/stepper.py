"""Recurrent stack run step by step, open to interventions.

It computes what the fused kernels compute, from the same weights, but stops after each gate, so
that units can be held, gates frozen and states replaced while it runs. See
`seqdemo.models.recurrent` for the equations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from seqdemo.core.intervention import Blend, Clamp, Freeze, Intervention, Steer
from seqdemo.core.sigmoid import sigmoid
from seqdemo.core.trace import GATES, FloatArray, LayerTrace
from seqdemo.models.gates import cell_of, nonlinearity_of
from seqdemo.models.layer_weights import layer_weights
from seqdemo.models.matrix_vector import MatrixVector


class State(NamedTuple):
    """What a stack starts a step from.

    Attributes:
        hidden: (L, H).
        cell_state: (L, H), LSTM only.
    """

    hidden: FloatArray
    cell_state: FloatArray | None


class Stepper:
    """One sequence, or many side by side, through a stack of layers that read forward.

    Attributes:
        hidden: h of every layer, (L, H); of many (L, B, H).
        cell_state: c of every layer, the same shape; None unless an LSTM.

    Args:
        fused: Holds the weights; in one direction, without projections.
        interventions: What is done to it on the way.
        other: The state that a `Blend` mixes in.
        many: Sequences side by side; 0 for a single one, of which every step is kept.
        begin: The state it starts from, and how many steps led there; zeros without.

    Raises:
        ValueError: If an intervention names a layer, unit or gate that is not there, or a blend
            has nothing to mix in.
    """

    def __init__(
        self,
        fused: nn.RNNBase,
        interventions: Sequence[Intervention] = (),
        other: State | None = None,
        many: int = 0,
        begin: tuple[State, int] | None = None,
    ) -> None:
        if fused.bidirectional:
            raise ValueError("a network that reads both ways cannot be run step by step")
        self._cell, self._relu = cell_of(fused), nonlinearity_of(fused) == "relu"
        self._weights = [_weights(fused, depth) for depth in range(fused.num_layers)]
        self._reach, self._other = tuple(interventions), other
        shape = fused.num_layers, *((many,) if many else ()), fused.hidden_size
        self.hidden: FloatArray = np.zeros(shape, np.float32)
        self.cell_state = np.zeros(shape, np.float32) if self._cell == "lstm" else None
        self._many, self._step = bool(many), 0
        if begin is not None:
            self._begin(*begin)
        self._kept: list[list[dict[str, FloatArray]]] = [[] for _ in self._weights]
        for one in self._reach:
            self._check(one)

    def _begin(self, state: State, steps: int) -> None:
        self._step = steps
        self.hidden[...] = state.hidden[:, None] if self._many else state.hidden
        if self.cell_state is not None and state.cell_state is not None:
            self.cell_state[...] = state.cell_state[:, None] if self._many else state.cell_state

    def state(self) -> State:
        """A copy of where it is."""
        return State(
            self.hidden.copy(), None if self.cell_state is None else self.cell_state.copy()
        )

    def step(self, x: FloatArray) -> FloatArray:
        """Read one input, (I,), of many (B, I); returns the top layer's new state, (H,), (B, H)."""
        for one in self._reach:
            if isinstance(one, Blend) and one.at == self._step:
                self._blend(one.share)
        below = x
        for depth in range(len(self._weights)):
            below = self._layer(depth, below)
        self._step += 1
        return below.copy()

    def trace(self) -> tuple[LayerTrace, ...]:
        """Every state and gate of the steps so far, bottom to top.

        Raises:
            ValueError: If there was no step.
        """
        if not self._step:
            raise ValueError("there is nothing to show before the first step")
        if self._many:
            raise ValueError("of many sequences the steps are not kept")
        return tuple(self._record(kept) for kept in self._kept)

    def _record(self, kept: list[dict[str, FloatArray]]) -> LayerTrace:
        arrays = {name: np.stack([one[name] for one in kept]) for name in kept[0]}
        hidden, memory = arrays.pop("hidden"), arrays.pop("cell_state", None)
        return LayerTrace(
            self._cell, hidden, memory, arrays, nonlinearity="relu" if self._relu else "tanh"
        )

    def _layer(self, depth: int, x: FloatArray) -> FloatArray:
        weights, before = self._weights[depth], self.hidden[depth]
        from_input = _product(weights.weight_ih, x) + weights.bias_ih
        from_hidden = _product(weights.weight_hh, before) + weights.bias_hh
        run = {"rnn": self._rnn, "gru": self._gru, "lstm": self._lstm}[self._cell]
        gates = run(depth, from_input, from_hidden)
        self._clamp(depth)
        if not self._many:
            memory = (
                {} if self.cell_state is None else {"cell_state": self.cell_state[depth].copy()}
            )
            self._kept[depth].append({"hidden": self.hidden[depth].copy(), **memory, **gates})
        return np.asarray(self.hidden[depth])

    def _rnn(self, depth: int, a: FloatArray, b: FloatArray) -> dict[str, FloatArray]:
        self.hidden[depth] = np.maximum(a + b, 0) if self._relu else np.tanh(a + b)
        return {}

    def _gru(self, depth: int, a: FloatArray, b: FloatArray) -> dict[str, FloatArray]:
        (ar, az, an), (br, bz, bn) = np.split(a, 3, -1), np.split(b, 3, -1)
        reset = self._frozen(depth, "reset", sigmoid(ar + br))
        update = self._frozen(depth, "update", sigmoid(az + bz))
        candidate = self._frozen(depth, "candidate", np.tanh(an + reset * bn))
        self.hidden[depth] = (1 - update) * candidate + update * self.hidden[depth]
        return dict(zip(GATES["gru"], (reset, update, candidate), strict=True))

    def _lstm(self, depth: int, a: FloatArray, b: FloatArray) -> dict[str, FloatArray]:
        assert self.cell_state is not None
        i, f, g, o = np.split(a + b, 4, -1)
        values = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        gates = {
            name: self._frozen(depth, name, value)
            for name, value in zip(GATES["lstm"], values, strict=True)
        }
        kept = gates["forget"] * self.cell_state[depth]
        self.cell_state[depth] = kept + gates["input"] * gates["candidate"]
        self.hidden[depth] = gates["output"] * np.tanh(self.cell_state[depth])
        return gates

    def _frozen(self, depth: int, gate: str, values: FloatArray) -> FloatArray:
        for one in self._reach:
            mine = isinstance(one, Freeze) and (one.layer, one.gate) == (depth, gate)
            if isinstance(one, Freeze) and mine and self._step >= one.first:
                values[..., list(one.units) if one.units else slice(None)] = one.value
        return values

    def _clamp(self, depth: int) -> None:
        for one in self._reach:
            if isinstance(one, Blend) or one.layer != depth or self._step < one.first:
                continue
            if isinstance(one, Steer):
                self.hidden[depth] = one.steered(self.hidden[depth])
            elif isinstance(one, Clamp):
                self.hidden[depth][..., list(one.units)] = one.value
                if one.value == 0 and self.cell_state is not None:
                    self.cell_state[depth][..., list(one.units)] = 0

    def _blend(self, share: float) -> None:
        assert self._other is not None
        self.hidden += np.float32(share) * (self._other.hidden - self.hidden)
        if self.cell_state is not None and self._other.cell_state is not None:
            self.cell_state += np.float32(share) * (self._other.cell_state - self.cell_state)

    def _check(self, one: Intervention) -> None:
        layers, size = len(self.hidden), self.hidden.shape[-1]
        if isinstance(one, Blend):
            if self._other is None or self._other.hidden.shape != self.hidden.shape:
                raise ValueError("there is no other state of this network to blend in")
            return
        if not 0 <= one.layer < layers:
            raise ValueError(f"there are {layers} layers, no layer {one.layer + 1}")
        if isinstance(one, Steer):
            if one.read is None or one.write is None or one.read.shape != (size,):
                raise ValueError(f"this layer has no direction {one.number} of its {one.basis}")
            return
        if any(not 0 <= unit < size for unit in one.units):
            raise ValueError(f"a layer has {size} units, numbered from 0")
        if isinstance(one, Freeze) and one.gate not in GATES[self._cell]:
            raise ValueError(f"a {self._cell} has no gate called {one.gate!r}")


class _Layer(NamedTuple):
    weight_ih: MatrixVector
    weight_hh: MatrixVector
    bias_ih: FloatArray
    bias_hh: FloatArray


def _weights(fused: nn.RNNBase, depth: int) -> _Layer:
    *matrices, bias_ih, bias_hh = layer_weights(fused, depth)
    weight_ih, weight_hh = (MatrixVector(torch.from_numpy(matrix)) for matrix in matrices)
    return _Layer(weight_ih, weight_hh, bias_ih, bias_hh)


def _product(weights: MatrixVector, x: FloatArray) -> FloatArray:
    return weights(x) if x.ndim == 2 else weights(x[None])[0]
