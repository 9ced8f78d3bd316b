"""Join the traces of an encoder and its decoder, step after step."""

from __future__ import annotations

import numpy as np

from seqdemo.core.trace import LayerTrace, Trace


def joined(first: Trace, then: Trace) -> Trace:
    """One trace of T1 + T2 steps: a state goes on from the first into the second.

    Only labels and layers are kept.

    Raises:
        ValueError: If the layers differ in number, kind or size.
    """
    if len(first.layers) != len(then.layers):
        raise ValueError(f"{len(first.layers)} layers cannot go on as {len(then.layers)}")
    layers = tuple(_layer(one, two) for one, two in zip(first.layers, then.layers, strict=True))
    return Trace(inputs=(*first.inputs, *then.inputs), layers=layers)


def _layer(first: LayerTrace, then: LayerTrace) -> LayerTrace:
    if (first.cell, first.hidden_size) != (then.cell, then.hidden_size):
        raise ValueError(
            f"a {first.cell} of {first.hidden_size} units cannot go on as a {then.cell} of "
            f"{then.hidden_size}"
        )
    gates = [name for name in first.gates if name in then.gates]
    cells = [cell for cell in (first.cell_state, then.cell_state) if cell is not None]
    return LayerTrace(
        first.cell,
        np.concatenate([first.hidden, then.hidden]),
        cell_state=np.concatenate(cells) if len(cells) == 2 else None,
        gates={name: np.concatenate([first.gates[name], then.gates[name]]) for name in gates},
        initial_hidden=first.initial_hidden,
        initial_cell_state=first.initial_cell_state,
    )
