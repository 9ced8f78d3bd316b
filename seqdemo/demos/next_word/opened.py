"""Open the layer that reads from the left: weights and inputs."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.words import START, Lexicon
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(model: WordModel, lexicon: Lexicon, tokens: Sequence[str], trace: Trace) -> OpenedLayer:
    """The layer with what it read of a text, the start included."""
    read = len(trace) - 1  # of a long text the last words
    numbers = [START, *lexicon.numbers(tokens[len(tokens) - read :])]
    x = model.embedding(torch.tensor(numbers))
    return opened_layer(model.left.recurrent.fused, x, trace.layers, name="feature {}".format)
