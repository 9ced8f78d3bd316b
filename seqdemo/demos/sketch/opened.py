"""Open the decoder: its weights and what it read of a drawing."""

from __future__ import annotations

import numpy as np
import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sketch.going_on import condition_of
from seqdemo.demos.sketch.network import SketchNetwork, features
from seqdemo.demos.sketch.offsets import offsets_of, unit
from seqdemo.demos.sketch.query import Draw
from seqdemo.demos.sketch.sampling import five_numbers
from seqdemo.tasks.opened import opened_layer

READ = (
    "moved right",
    "moved down",
    "pen is down",
    "pen is lifted",
    "end",
    "right of the start",
    "below the start",
    "right of the line’s start",
    "below the line’s start",
)
"""The features of a step, in words."""


@torch.inference_mode()
def opened(model: SketchNetwork, asked: Draw, trace: Trace) -> OpenedLayer:
    """The decoder with what it read: the drawing and how it went on.

    The places of `trace` must not be rounded, as those that ship are.
    """
    config = model.config
    given = offsets_of(asked.sketch, config.source, config.scale)
    points = np.concatenate(
        [given, _points(trace, unit(config.source, config.scale))[len(given) :]]
    )
    x, _ = model.told(features(five_numbers(points)), condition_of(model, asked, given), None)
    return opened_layer(model.decoder.fused, x[0], trace.layers, name=_name)


def _points(trace: Trace, size: float) -> FloatArray:
    """Points of all steps but the beginning, (T - 1, 3), from where the pen was."""
    moves = np.diff(trace.extras["place"].astype(np.float64), axis=0) / size
    return np.column_stack([moves, trace.extras["lifted"][1:]]).astype(np.float32)


def _name(n: int) -> str:
    return READ[n] if n < len(READ) else f"told {n - len(READ)}"
