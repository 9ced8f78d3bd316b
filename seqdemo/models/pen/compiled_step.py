"""8-bit step in C, compiled on the machine it runs on."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.sampling import Sampling
from seqdemo.core.trace import FloatArray
from seqdemo.models.pen import structures
from seqdemo.models.pen.compiled_texts import write_together
from seqdemo.models.pen.compiler import library
from seqdemo.models.pen.eight_bits import (
    ROUNDED,
    Rounded,
    RoundedWriter,
    TextState,
    WriteSteps,
)
from seqdemo.models.pen.many_texts import ManyTexts
from seqdemo.models.pen.pointers import address, head_at, layer_at, record_at, sampling_as
from seqdemo.models.pen.text_record import TextRecord

SOURCE = Path(__file__).with_name("pen.c")

BLOCK, FOUR, MOST_UNITS, MOST_LAYERS, MOST_SYMBOLS = 16, 4, 1024, 8, 256
"""As in the source: units that are stepped together, columns read at once, room for states."""

CORES = 2
"""With 2, a second core helps when it has nothing else to do."""

_LINE, _PAGE = 64, 1 << 21  # bytes that memory hands out together, and of a large page


class CompiledSteps:
    """A network as the compiled step reads it; see `Steps`.

    Args:
        writer: In 8 bits.
        cores: How many may work on one step, 1 or 2.

    Raises:
        RuntimeError: If it cannot be: ask `available` first.
    """

    def __init__(self, writer: RoundedWriter, cores: int = CORES) -> None:
        layers = writer.layers
        symbols, size = writer.head.whole.shape
        if not available(size, len(layers), symbols):
            raise RuntimeError("no compiled step for such a network on this machine")
        ordered = [in_order(layer.weights, layer.gates) for layer in layers]
        self.writer, self.cores = writer, cores
        self.weights = side_by_side([*ordered, in_order(writer.head)])
        self.sums = [_sums(layer.weights, layer.below) for layer in layers]
        self.sums.append(_sums(writer.head, 0)[1])

    def over(self, state: TextState) -> CompiledStep:
        """Steps of one text, over its numbers."""
        return CompiledStep(self, state)

    def together(self, texts: ManyTexts) -> WriteSteps:
        """Write many texts; see `Steps`."""
        return write_together(_library().pen_write_many, self, texts)


class CompiledStep:
    """Steps one text; see `Step`.

    Args:
        steps: The network.
        state: The text's numbers.
    """

    def __init__(self, steps: CompiledSteps, state: TextState) -> None:
        writer = steps.writer
        self._keep = steps, state  # addresses point into these
        self._logits = np.empty(len(writer.head_bias), np.float32)
        self._table, self._row = address(writer.table), writer.table.strides[0]
        layers = [layer_at(steps, state, depth) for depth in range(len(writer.layers))]
        self._layers, self._head = (structures.Layer * len(layers))(*layers), head_at(steps)
        self._before = ctypes.addressof(self._layers), len(layers)
        self._after = ctypes.addressof(self._head), address(self._logits), steps.cores
        self._call = _library().pen_step

    def __call__(self, symbol: int) -> FloatArray:
        """Read a symbol; see `Step`."""
        if not 0 <= symbol < len(self._logits):
            raise IndexError(f"there is no symbol {symbol}")
        self._call(*self._before, self._table + symbol * self._row, *self._after)
        return self._logits.copy()

    def writer_to(
        self, record: TextRecord, sampling: Sampling, chances: npt.NDArray[np.float64]
    ) -> WriteSteps:
        """Write to a record; see `Step`. Other threads of Python run meanwhile."""
        if ((record.symbols < -1) | (record.symbols >= len(self._logits))).any():
            raise IndexError("there is a symbol that the network does not know")
        rows, how, call = record_at(record, chances), sampling_as(sampling), _library().pen_write
        keep = self, record, chances, rows, how  # addresses point into these
        head, table = self._after[0], self._table
        fixed = *self._before, table, head, ctypes.addressof(rows), ctypes.addressof(how)

        def write(first: int, count: int) -> int:
            assert keep and 0 <= first < first + count <= len(record.symbols)
            made: int = call(*fixed, first, count)
            return made

        return write


def available(hidden_size: int, num_layers: int, vocab_size: int = MOST_SYMBOLS) -> bool:
    """Whether networks of this size can be stepped by compiled code on this machine."""
    whole = hidden_size % BLOCK == 0 and hidden_size <= MOST_UNITS
    fits = whole and num_layers <= MOST_LAYERS and vocab_size <= MOST_SYMBOLS
    return fits and is_compiled()


def is_compiled() -> bool:
    """Whether there was a C compiler, or what one had made before."""
    return _library() is not None


def in_order(matrix: Rounded, gates: int = 1) -> npt.NDArray[np.int8]:
    """Rows (G*H, K) in the order in which they are read, (H / 16, K / 4, G, 16, 4).

    Rows of zeros fill up the last 16.
    """
    rows, columns = matrix.whole.shape
    units = _up(rows // gates, BLOCK)
    padded = np.zeros((gates, units, columns), np.int8)
    padded[:, : rows // gates] = matrix.whole.reshape(gates, -1, columns)
    parts = padded.reshape(gates, units // BLOCK, BLOCK, columns // FOUR, FOUR)
    return np.ascontiguousarray(parts.transpose(1, 3, 0, 2, 4))


def side_by_side(matrices: Sequence[npt.NDArray[np.int8]]) -> list[npt.NDArray[np.int8]]:
    """The same matrices in one piece of memory, which begins where a large page may begin.

    In large pages, neighbours in memory are neighbours in a core's cache, and half of the weights
    find room there; in small pages they drive each other out.
    """
    sizes = [_up(matrix.size, _LINE) for matrix in matrices]
    memory = np.zeros(sum(sizes) + _PAGE, np.int8)  # NumPy asks for large pages from 4 MiB on
    first, moved = -memory.ctypes.data % _PAGE, []
    for matrix, size in zip(matrices, sizes, strict=True):
        moved.append(memory[first : first + matrix.size].reshape(matrix.shape))
        moved[-1][...] = matrix
        first += size
    return moved


@lru_cache
def _library() -> Any:
    found = library(SOURCE)
    if found is not None:
        pointer, number = ctypes.c_void_p, ctypes.c_int32
        found.pen_step.argtypes = [pointer, number, pointer, pointer, pointer, number]
        found.pen_step.restype = None
        found.pen_write.argtypes = [pointer, number, *[pointer] * 4, number, number]
        found.pen_write.restype = number
        found.pen_write_many.argtypes = [
            *(pointer, number, number, ctypes.c_int64),
            *(pointer, pointer, pointer, number, number),
        ]
        found.pen_write_many.restype = number
    return found


def _sums(matrix: Rounded, below: int) -> npt.NDArray[np.int32]:
    """Sums of each row, * ROUNDED: of its first `below` columns, and of the others, (2, N)."""
    parts = np.split(matrix.whole, [below], 1)
    return np.stack([part.sum(1, dtype=np.int32) for part in parts]) * np.int32(ROUNDED)


def _up(size: int, unit: int) -> int:
    """The next multiple of a unit."""
    return -(-size // unit) * unit
