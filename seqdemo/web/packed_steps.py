"""Pack a layer step by step: the same step is the same text.

States follow from the gates, so where they do they are left out: the browser computes them again.
"""

from __future__ import annotations

from math import ceil, log2
from typing import Any

import numpy as np
import numpy.typing as npt

from seqdemo.core.trace import GATES, LayerTrace
from seqdemo.web.packing import base64_of, packed

ROOM = 20_000
"""Characters that all steps may need."""

LEAST = 8
"""Bits that a value has at least."""

SIGNED = ("hidden", "cell_state", "candidate")
"""Arrays whose values can be negative; gates are between 0 and 1."""

CLOSE = 0.004
"""Numbers are shown with two decimals: states that follow to within this need not be sent."""


def packed_steps(layer: LayerTrace, room: int = ROOM) -> dict[str, Any]:
    """A layer's states and gates, each (T, H), a text in base64 for each of the T steps.

    A text holds the arrays called `names` one after the other, in whole multiples of their scales.

    Args:
        layer: What to pack.
        room: Characters for all steps: a value has 16 bits where that fits, and fewer otherwise.
    """
    names, bits, scales, levels = _levels(layer, room)
    initial = {"hidden": layer.initial_hidden, "cell_state": layer.initial_cell_state}
    return {
        "cell": layer.cell,
        "direction": layer.direction,
        "nonlinearity": layer.nonlinearity,
        "steps": len(layer.hidden),
        "size": layer.hidden_size,
        "names": names,
        "bits": bits,
        "scales": scales,
        "rows": [_text(row, bits) for row in levels.reshape(len(levels), -1)],
        "initial": {name: packed(start) for name, start in initial.items() if start is not None},
    }


def _levels(
    layer: LayerTrace, room: int
) -> tuple[list[str], int, list[float], npt.NDArray[np.int32]]:
    """Names of what is sent, bits a value, a scale each, and whole numbers (T, names, H)."""
    gates = list(GATES[layer.cell])
    if gates and layer.gates.keys() == set(gates):
        bits, scales, levels = _rounded(layer, gates, room)
        sent = {name: levels[:, n] * scales[n] for n, name in enumerate(gates)}
        if _distance(layer, sent) <= CLOSE:
            return gates, bits, scales, levels
    everything = [name.removeprefix("gates.") for name, _ in layer.arrays()]
    names = [name for name in everything if not name.startswith("initial_")]
    return names, *_rounded(layer, names, room)


def _rounded(
    layer: LayerTrace, names: list[str], room: int
) -> tuple[int, list[float], npt.NDArray[np.int32]]:
    values = np.stack([layer.array(name) for name in names], axis=1)
    bits = max(LEAST, min(16, 6 * room // values.size))
    # A power of two at least 1: a new step seldom changes how the others are written.
    tops = [2.0 ** ceil(log2(max(1.0, float(top)))) for top in np.abs(values).max(axis=(0, 2))]
    levels = [2 ** (bits - (name in SIGNED)) - 1 for name in names]
    scales = [top / count for top, count in zip(tops, levels, strict=True)]
    return bits, scales, np.rint(values / np.array(scales)[None, :, None]).astype(np.int32)


def _distance(layer: LayerTrace, gates: dict[str, npt.NDArray[Any]]) -> float:
    """How far the states that follow from gates, each (T, H), are from the layer's."""
    states = [layer.hidden] if layer.cell_state is None else [layer.hidden, layer.cell_state]
    starts = [layer.initial_hidden, layer.initial_cell_state][: len(states)]
    now: list[npt.NDArray[Any]] = [
        np.zeros(layer.hidden_size) if start is None else start for start in starts
    ]
    steps = range(len(layer.hidden))[:: 1 if layer.direction == "forward" else -1]
    furthest = 0.0
    for t in steps:
        now = _follow(now, {name: values[t] for name, values in gates.items()})
        apart = [np.abs(a - b[t]).max() for a, b in zip(now, states, strict=True)]
        furthest = max(furthest, *map(float, apart))
    return furthest


def _follow(
    before: list[npt.NDArray[Any]], gate: dict[str, npt.NDArray[Any]]
) -> list[npt.NDArray[Any]]:
    """Hidden state, and of an LSTM cell state, (H,), after a step with these gates, each (H,)."""
    if "update" in gate:
        return [(1 - gate["update"]) * gate["candidate"] + gate["update"] * before[0]]
    memory = gate["forget"] * before[1] + gate["input"] * gate["candidate"]
    return [gate["output"] * np.tanh(memory), memory]


def _text(levels: npt.NDArray[np.int32], bits: int) -> str:
    """Whole numbers one after the other, each from its highest bit to its lowest."""
    each = np.unpackbits(levels.astype(">i4").view(np.uint8).reshape(-1, 4), axis=1)
    return base64_of(np.packbits(each[:, 32 - bits :]), "u1")
