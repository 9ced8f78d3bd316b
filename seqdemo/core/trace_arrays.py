"""Trace from arrays of states, wherever they were computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from seqdemo.core.trace import CellKind, FloatArray, LayerTrace, Trace

PROPERTY = "property."
"""Begins the names of extras that are properties of the steps."""

LOSS = "loss"
"""Name of the property that is the loss of each step."""


def trace_from_arrays(
    hidden: Any,
    *,
    inputs: Sequence[str] | None = None,
    cell: CellKind = "rnn",
    cell_state: Any = None,
    gates: Mapping[str, Any] | None = None,
    logits: Any = None,
    classes: Sequence[str] | None = None,
    properties: Mapping[str, Any] | None = None,
) -> Trace:
    """Make a trace of states from elsewhere; see `Trace.from_arrays`."""
    layers = _layers("hidden", hidden)
    memories = [None] * len(layers) if cell_state is None else _layers("cell_state", cell_state)
    of_gates = {name: _layers(name, values) for name, values in (gates or {}).items()}
    for name, parts in {"cell_state": memories, **of_gates}.items():
        if len(parts) != len(layers):
            raise ValueError(f"{name} has {len(parts)} layers, hidden has {len(layers)}")
    steps = len(layers[0])
    trace = Trace(
        inputs=tuple(map(str, inputs if inputs is not None else range(1, steps + 1))),
        layers=tuple(
            LayerTrace(
                cell, states, memories[n], {name: parts[n] for name, parts in of_gates.items()}
            )
            for n, states in enumerate(layers)
        ),
    )
    trace = with_outputs(trace, logits, classes)
    return trace if properties is None else with_properties(trace, properties)


def with_outputs(
    trace: Trace,
    logits: Any = None,
    classes: Sequence[str] | None = None,
    loss: Any = None,
) -> Trace:
    """A trace that also holds what the network said at each step, and how well.

    Args:
        trace: What is told about.
        logits: Scores before softmax, (T, V), nats; None keeps the trace's own.
        classes: Their V names; else numbers.
        loss: The loss of each step, (T,): the property `LOSS`.

    Raises:
        ValueError: If they do not fit the steps, or `classes` come without logits.
    """
    if logits is None and classes is not None:
        raise ValueError("classes is given without logits")
    if logits is not None:
        scores = as_floats(logits)
        if scores.ndim != 2:
            raise ValueError(f"logits has shape {scores.shape}: it must be (T, V)")
        names = tuple(map(str, range(scores.shape[-1]) if classes is None else classes))
        trace = replace(trace, logits=scores, classes=names)
    return trace if loss is None else with_properties(trace, {LOSS: loss})


def with_properties(trace: Trace, properties: Mapping[str, Any]) -> Trace:
    """A trace that also says what its steps are; units are asked for it.

    Args:
        trace: What is told about.
        properties: Name in words -> a number a step, (T,): 0 and 1, or how much.

    Raises:
        ValueError: If there are not as many numbers as steps.
    """
    own = {f"{PROPERTY}{name}": as_floats(values) for name, values in properties.items()}
    for name, values in own.items():
        if values.ndim != 1:
            raise ValueError(f"{name} has shape {values.shape}: a property is a number a step")
    return replace(trace, extras={**trace.extras, **own})


def properties_in(trace: Trace) -> dict[str, FloatArray]:
    """Properties of the steps that a trace holds, by name, (T,) each."""
    return {
        name.removeprefix(PROPERTY): values
        for name, values in trace.extras.items()
        if name.startswith(PROPERTY) and values.ndim == 1
    }


def as_floats(values: Any) -> FloatArray:
    """As float32; arrays of other packages say themselves what they are in NumPy."""
    if hasattr(values, "detach"):  # a tensor that trains, lies on a GPU, or is of bfloat16
        values = values.detach().cpu().float()
    return np.ascontiguousarray(np.asarray(values), np.float32)


def _layers(name: str, values: Any) -> list[FloatArray]:
    """(T, H) is one layer; (L, T, H), or a list of (T, H), is several.

    Raises:
        ValueError: If it is neither.
    """
    if isinstance(values, list | tuple) and values and np.ndim(values[0]) == 2:
        return [as_floats(one) for one in values]
    array = as_floats(values)
    if array.ndim == 2:
        return [array]
    if array.ndim == 3 and len(array):
        return list(array)
    shapes = "(T, H), or (L, T, H) of several layers"
    raise ValueError(f"{name} has shape {array.shape}: it must be {shapes}")
