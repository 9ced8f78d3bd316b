"""Open the decoder: its weights, and words and looks that it read."""

from __future__ import annotations

import torch
from torch import Tensor

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.decoder import CaptionDecoder
from seqdemo.tasks.opened import opened_layer


@torch.inference_mode()
def opened(
    decoder: CaptionDecoder, vocabulary: Vocabulary, regions: Tensor, trace: Trace
) -> OpenedLayer:
    """The decoder with what it read of a sentence.

    Args:
        decoder: In evaluation mode.
        vocabulary: Its words.
        regions: Of the photo, (S, region_size).
        trace: Of the sentence.
    """
    words = torch.from_numpy(vocabulary.encode(trace.inputs))
    features = decoder.embedding(words)
    looks = _looks(decoder, regions, words)
    size = features.shape[1]

    def name(n: int) -> str:
        return f"word {n}" if n < size else f"seen {n - size}"

    x = torch.cat([features, *looks], dim=1)
    return opened_layer(decoder.recurrent.fused, x, trace.layers, name=name)


def _looks(decoder: CaptionDecoder, regions: Tensor, words: Tensor) -> list[Tensor]:
    """What was seen before each word, (T, F), if the network looks."""
    memory, state = decoder.remember(regions[None], 1)
    found = []
    for word in words:
        step = decoder.step(word.view(1, 1), state, memory)
        found += [] if step.look is None else [step.look.context[0]]
        state = step.state
    return [torch.cat(found)] if found else []
