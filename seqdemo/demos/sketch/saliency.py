"""Saliency of what the pen does next."""

from __future__ import annotations

import numpy as np
import torch

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sketch.mixture import PEN
from seqdemo.demos.sketch.network import SketchNetwork
from seqdemo.models.gates import to_numpy
from seqdemo.models.through_time import through_time


def saliency(
    model: SketchNetwork, trace: Trace, step: int, pen: str = "", window: int | None = None
) -> Saliency:
    """How the log-probability of the pen's next state depends on all before it.

    Args:
        model: The network.
        trace: Of the drawing.
        step: After which step, from 0.
        pen: "down", "up" or "end"; the likeliest unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If there is no such step, or no such state.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    if pen and pen not in PEN:
        raise ValueError(f"the pen is {', '.join(PEN)}, not {pen!r}")
    assert trace.logits is not None
    log_p = torch.from_numpy(trace.logits[step]).double().log_softmax(0).numpy()
    asked = PEN.index(pen) if pen else int(log_p.argmax())
    pull = -np.exp(log_p)
    pull[asked] += 1
    top = np.zeros_like(trace.layers[0].hidden)
    top[step] = pull.astype(np.float32) @ to_numpy(model.head.weight.detach())[: len(PEN)]
    found = through_time(model.decoder.fused, trace.layers, top, window=window)
    moved = np.diff(trace.extras["place"], axis=0, prepend=trace.extras["place"][:1])
    return Saliency(
        step,
        PEN[asked],
        float(log_p[asked]),
        _length(found.inputs),
        np.asarray((found.inputs[:, :2] * moved).sum(1), np.float32),
        tuple(_length(states) for states in found.hidden),
        tuple(_length(cells) for cells in found.cells),
    )


def _length(rows: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.norm(rows, axis=1), np.float32)
