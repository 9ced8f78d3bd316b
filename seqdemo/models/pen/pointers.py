"""C structures of the sources, filled with addresses of arrays.

Who holds a structure must hold the arrays, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqdemo.core.sampling import Sampling
from seqdemo.models.pen import structures
from seqdemo.models.pen.eight_bits import RoundedLayer, TextState

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from seqdemo.models.pen.compiled_step import CompiledSteps
    from seqdemo.models.pen.text_record import TextRecord

MARGIN = 1e-11
"""Share of all probability within which a draw is left to `core.sampling`: C and NumPy may round
exponentials and their sums differently, by some 1e-14."""


def layer_at(steps: CompiledSteps, state: TextState, depth: int) -> structures.Layer:
    """One layer's weights, over the numbers of a text."""
    layer: RoundedLayer = steps.writer.layers[depth]
    return structures.Layer(
        layer.gates,
        state.hidden.shape[1],
        layer.below,
        0,
        address(steps.weights[depth]),
        address(layer.weights.scales),
        address(steps.sums[depth]),
        address(layer.bias),
        address(layer.state_bias),
        address(state.hidden[depth]),
        None if state.memory is None else address(state.memory[depth]),
        address(state.values[depth]),
    )


def record_at(record: TextRecord, chances: npt.NDArray[np.float64]) -> structures.Record:
    """Rows that a text's steps fill."""
    arrays = record.symbols, chances, record.hidden, record.cell_state, record.gates, record.logits
    assert all(array is None or array.flags.c_contiguous for array in arrays)
    addresses = [None if array is None else address(array) for array in arrays]
    return structures.Record(len(record.symbols), *addresses)


def sampling_as(sampling: Sampling) -> structures.Sampling:
    """How symbols are drawn."""
    top_p = 1.0 if sampling.top_p is None else sampling.top_p
    return structures.Sampling(sampling.temperature, top_p, MARGIN, sampling.top_k or 0, 0)


def head_at(steps: CompiledSteps) -> structures.Head:
    """Weights of the logits."""
    head, bias = steps.writer.head, steps.writer.head_bias
    arrays = steps.weights[-1], head.scales, steps.sums[-1], bias
    return structures.Head(len(bias), head.whole.shape[1], *(address(array) for array in arrays))


def address(array: Any) -> int:
    """Where an array's first number is."""
    address: int = array.ctypes.data
    return address
