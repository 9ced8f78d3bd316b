"""Open a layer of a stack: its weights and what it read."""

from __future__ import annotations

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.models.text_writer import TextWriter
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(writer: TextWriter, trace: Trace, depth: int) -> OpenedLayer:
    """A layer with what it read of a text."""
    numbers = Vocabulary(writer.symbols).encode("".join(trace.inputs))
    x = writer.embedding(torch.from_numpy(numbers))
    return opened_layer(writer.recurrent.fused, x, trace.layers, depth, "feature {}".format)
