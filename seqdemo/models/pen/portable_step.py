"""The 8-bit step without a compiler, bit for bit what `pen.c` computes.

Products of whole numbers are exact in float32 while their sums stay below 2^24: a state's two bytes
are multiplied one after the other, in PyTorch. All else is the same arithmetic in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from seqdemo.core.intervention import Clamp, Hold
from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import FloatArray
from seqdemo.models.matrix_vector import MatrixVector
from seqdemo.models.pen.eight_bits import (
    ROUNDED,
    Rounded,
    RoundedLayer,
    RoundedWriter,
    TextState,
    WriteSteps,
)
from seqdemo.models.pen.many_texts import ManyTexts
from seqdemo.models.pen.text_record import TextRecord

_ONE, _HALF = np.float32(1), np.float32(0.5)
_PER_LN2, _LN2_HIGH, _LN2_LOW = map(np.float32, (1.44269504, 0.693359375, -2.12194440e-4))
_SERIES = [_ONE / np.float32(factorial) for factorial in (5040, 720, 120, 24, 6, 2, 1, 1)]


class PortableSteps:
    """A network in 8 bits; see `Steps`.

    Args:
        writer: The network.
    """

    def __init__(self, writer: RoundedWriter) -> None:
        self.writer = writer
        self.below = [_Product(layer.weights, 0, layer.below) for layer in writer.layers]
        self.state = [_Product(layer.weights, layer.below) for layer in writer.layers]
        self.head = _Product(writer.head)

    def over(self, state: TextState) -> PortableStep:
        """Steps of one text, over its numbers."""
        return PortableStep(self, state)

    def together(self, texts: ManyTexts) -> WriteSteps:
        """Write many texts; see `Steps`. One step at a time: it leaves each draw to the caller."""
        texts.checked(self.writer)
        pairs = zip(texts.states, texts.held, strict=True)
        readers = [PortableStep(self, state, held) for state, held in pairs]

        def write(first: int, count: int) -> int:
            for row, read in enumerate(readers):
                read.steps = first
                texts.logits[row, first] = read(int(texts.symbols[row, first]))
            return 1

        return write


class PortableStep:
    """Steps one text; see `Step`.

    Attributes:
        steps: Symbols read so far.

    Args:
        steps: The network.
        state: The text's numbers.
        held: What is held, by step.
    """

    def __init__(self, steps: PortableSteps, state: TextState, held: Sequence[Hold] = ()) -> None:
        self._steps, self._state, self._held = steps, state, held
        self.steps = 0

    def __call__(self, symbol: int) -> FloatArray:
        """Read a symbol; see `Step`."""
        steps, writer = self._steps, self._steps.writer
        if not 0 <= symbol < len(writer.table):
            raise IndexError(f"there is no symbol {symbol}")
        incoming = writer.table[symbol]
        for depth, layer in enumerate(writer.layers):
            if depth:
                incoming = layer.bias + steps.below[depth](self._state.hidden[depth - 1])
            self._layer(layer, depth, incoming)
            self._hold(depth)
        self.steps += 1
        return writer.head_bias + steps.head(self._state.hidden[-1])

    def writer_to(
        self, record: TextRecord, sampling: Sampling, chances: npt.NDArray[np.float64]
    ) -> WriteSteps:
        """Write to a record; see `Step`. One step at a time: it leaves each draw to the caller."""

        def write(first: int, count: int) -> int:
            record.put(first, self._state, self(int(record.symbols[first])))
            return 1

        return write

    def _hold(self, depth: int) -> None:
        for one in self._held:
            if one.layer != depth or self.steps < one.first:
                continue
            if isinstance(one, Clamp):
                units = list(one.units)
                self._state.hidden[depth, units] = one.value
                if one.value == 0 and self._state.memory is not None:
                    self._state.memory[depth, units] = 0
            else:
                self._state.hidden[depth] = one.steered(self._state.hidden[depth])

    def _layer(self, layer: RoundedLayer, depth: int, below: FloatArray) -> None:
        hidden, gates = self._state.hidden[depth], self._state.values[depth]
        state = layer.state_bias + self._steps.state[depth](hidden)
        size = len(hidden)
        if layer.gates == 1:
            hidden[...] = hyperbolic_tangent(below + state)
            return
        last = (layer.gates - 1) * size
        gates[:last] = _sigmoid_of_half(below[:last] + state[:last])
        if layer.gates == 3:
            candidate = below[last:] + gates[:size] * state[last:]
            gates[last:] = hyperbolic_tangent(candidate)
            hidden[...] = (hidden - gates[last:]) * gates[size:last] + gates[last:]
            return
        gates[last:] = hyperbolic_tangent(below[last:] + state[last:])
        assert self._state.memory is not None
        memory = self._state.memory[depth]
        memory[...] = memory * gates[size : 2 * size] + gates[:size] * gates[last:]
        hidden[...] = gates[2 * size : last] * hyperbolic_tangent(memory)


class _Product:
    """Some columns of a matrix times a rounded state."""

    def __init__(self, matrix: Rounded, first: int = 0, end: int | None = None) -> None:
        whole = torch.from_numpy(matrix.whole[:, first:end]).float()
        self._product, self._scales = MatrixVector(whole), matrix.scales

    def __call__(self, state: FloatArray) -> FloatArray:
        rounded = np.rint(state.clip(-1, 1) * np.float32(ROUNDED)).astype(np.int32)
        high = rounded >> 7
        sums = self._sums(high) * 128 + self._sums(rounded - high * 128)
        return self._scales * np.asarray(sums, np.float32)

    def _sums(self, whole: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        return np.asarray(self._product(whole.astype(np.float32)[None])[0], np.int32)


def hyperbolic_tangent(x: FloatArray) -> FloatArray:
    """Tanh in float32, to 2 units in the last place of 1."""
    bounded = x.clip(-9, 9)
    return np.asarray(_ONE - 2 / (_exponential(2 * bounded) + 1), np.float32)


def _sigmoid_of_half(x: FloatArray) -> FloatArray:
    return _HALF + _HALF * hyperbolic_tangent(x)


def _exponential(x: FloatArray) -> FloatArray:
    """2^n times a series on [-ln 2 / 2, ln 2 / 2]."""
    n = np.rint(x * _PER_LN2)
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    series = np.full_like(r, _SERIES[0])
    for term in _SERIES[1:]:
        series = term + r * series
    return np.asarray(np.ldexp(series, n.astype(np.int32)), np.float32)
