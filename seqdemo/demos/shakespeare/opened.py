"""Open a layer of a writer: weights in 8 bits, and what it read."""

from __future__ import annotations

from dataclasses import replace

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.shakespeare.task import TASK
from seqdemo.models.pen.layers import rounded_weights
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(writer: TextWriter, trace: Trace, depth: int) -> OpenedLayer:
    """A layer with what it read of the text that it wrote."""
    symbols = TASK.known(writer).encode("".join(trace.inputs))
    x = writer.embedding(torch.from_numpy(symbols))
    fused = writer.recurrent.fused
    found = opened_layer(fused, x, trace.layers, depth, "feature {}".format)
    below, state = rounded_weights(writer, depth)
    weights = found.weights._replace(weight_ih=below, weight_hh=state)
    return replace(found, weights=weights)
