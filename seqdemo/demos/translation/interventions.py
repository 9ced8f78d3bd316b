"""Interventions on a decoder while it reads a translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from seqdemo.core.intervention import Blend, Intervention
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.translation.network import Memory, Translator
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import State, Stepper


@torch.inference_mode()
def intervene(
    model: Translator,
    memory: Memory,
    untouched: Trace,
    pieces: Sequence[int],
    done: tuple[Intervention, ...],
    donor: Trace | None,
) -> Trace:
    """The trace of reading a translation with interventions at work.

    Args:
        model: In evaluation mode, on the CPU.
        memory: Of the one source.
        untouched: Trace of the same without them.
        pieces: What is read, the tag first.
        done: What is done, by step of the translation; layer 0 chooses where to look.
        donor: The trace whose last states a `Blend` mixes in.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    lower = Stepper(model.lower.fused, _of_layer(done, 0), _end(donor, 0))
    upper = Stepper(model.upper.fused, _of_layer(done, 1), _end(donor, 1))
    _check(done)
    first = [to_numpy(part) for part in model.first(memory)]
    assert lower.cell_state is not None
    lower.hidden[:], lower.cell_state[:] = first
    rows, logits = [], []
    for features in to_numpy(model.embed(torch.tensor(pieces))):
        query = torch.from_numpy(lower.step(features))[None, None]
        seen, weights = model.look(query, memory)
        together = torch.cat([query, seen], dim=-1)
        said = torch.from_numpy(upper.step(to_numpy(together[0, 0])))[None, None]
        logits.append(to_numpy(model.score(model.output(said, seen))[0, 0]))
        rows += [] if weights is None else [to_numpy(weights[0, 0])]
    (below,), (above,) = lower.trace(), upper.trace()
    started = replace(below, initial_hidden=first[0][0], initial_cell_state=first[1][0])
    return replace(
        untouched,
        layers=(started, above),
        logits=np.stack(logits),
        attention=np.stack(rows) if rows else None,
    )


def _of_layer(done: Sequence[Intervention], layer: int) -> list[Intervention]:
    """What is done to one layer, as to the only one of a stack."""
    return [
        one if isinstance(one, Blend) else replace(one, layer=0)
        for one in done
        if isinstance(one, Blend) or one.layer == layer
    ]


def _check(done: Sequence[Intervention]) -> None:
    for one in done:
        if not isinstance(one, Blend) and not 0 <= one.layer < 2:
            raise ValueError(f"there are 2 layers, no layer {one.layer + 1}")


def _end(donor: Trace | None, layer: int) -> State | None:
    """The state that one layer of a trace ended in."""
    if donor is None:
        return None
    record = donor.layers[layer]
    memory: FloatArray | None = record.cell_state
    return State(record.hidden[-1:], None if memory is None else memory[-1:])
