"""Write many texts side by side in C."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from seqdemo.core.intervention import Clamp, Hold
from seqdemo.models.pen import structures
from seqdemo.models.pen.eight_bits import WriteSteps
from seqdemo.models.pen.many_texts import ManyTexts
from seqdemo.models.pen.pointers import address, head_at, layer_at, sampling_as

if TYPE_CHECKING:
    from seqdemo.models.pen.compiled_step import CompiledSteps


def write_together(call: Callable[..., int], steps: CompiledSteps, texts: ManyTexts) -> WriteSteps:
    """Write many texts; see `Steps`. Other threads of Python run meanwhile.

    Args:
        call: The function in C.
        steps: The network.
        texts: What is written.
    """
    texts.checked(steps.writer)
    many, length = texts.symbols.shape
    rows = [_text(steps, texts, row) for row in range(many)]
    block = (structures.Text * many)(*(one for one, _ in rows))
    head, how = head_at(steps), sampling_as(texts.sampling)
    keep = steps, texts, rows, block, head, how  # addresses point into these
    table = address(steps.writer.table)
    fixed = ctypes.addressof(block), many, len(steps.writer.layers), length, table
    after = ctypes.addressof(head), ctypes.addressof(how)

    def write(first: int, count: int) -> int:
        assert keep and 0 <= first < first + count <= length
        return call(*fixed, *after, first, count)

    return write


def _text(steps: CompiledSteps, texts: ManyTexts, row: int) -> tuple[structures.Text, object]:
    """One text, and what it points to."""
    depths = range(len(steps.writer.layers))
    layers = (structures.Layer * len(depths))(
        *(layer_at(steps, texts.states[row], depth) for depth in depths)
    )
    held, parts = _held(texts.held[row])
    text = structures.Text(
        layers=ctypes.addressof(layers),
        symbols=address(texts.symbols[row]),
        chances=address(texts.chances[row]),
        logits=address(texts.logits[row]),
        held=ctypes.addressof(held),
        helds=len(held),
    )
    return text, (layers, held, parts)


def _held(holds: Sequence[Hold]) -> tuple[ctypes.Array[structures.Held], object]:
    parts = [_parts(one) for one in holds]
    held = (structures.Held * len(holds))(
        *(_one_held(one, own) for one, own in zip(holds, parts, strict=True))
    )
    return held, parts


def _parts(one: Hold) -> tuple[np.ndarray[Any, Any], ...]:
    """Numbers that a structure points to."""
    if isinstance(one, Clamp):
        return (np.array(one.units, np.int32),)
    return tuple(np.ascontiguousarray(part, np.float32) for part in (one.read, one.write))


def _one_held(one: Hold, parts: tuple[np.ndarray[Any, Any], ...]) -> structures.Held:
    if isinstance(one, Clamp):
        (units,) = parts
        return structures.Held(one.layer, one.first, len(units), one.value, address(units))
    read, write = map(address, parts)
    constant, rectified = one.constant, int(one.rectified)
    return structures.Held(
        one.layer, one.first, 0, one.value, None, read, write, constant, rectified
    )
