"""Open the mood reader's layer: its weights and inputs."""

from __future__ import annotations

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.query import Judge
from seqdemo.demos.sentiment.task import TASK
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(reader: MoodReader, asked: Judge, trace: Trace) -> OpenedLayer:
    """The layer with what it read of a sentence."""
    numbers = [piece.number for piece in TASK.known(reader).read(asked.tokens)]
    given = reader.config.vector_size

    def name(n: int) -> str:
        return f"GloVe {n}" if n < given else f"learned {n - given}"

    x = reader.features(torch.tensor(numbers))
    return opened_layer(reader.recurrent.fused, x, trace.layers, name=name)
