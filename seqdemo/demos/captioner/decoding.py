"""Captions by beam search, and by sampling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.ranking import Ranking
from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.core.search_tree import BeamResult
from seqdemo.demos.captioner.decoder import CaptionDecoder
from seqdemo.demos.captioner.decoder_state import DecoderState
from seqdemo.demos.captioner.query import LONGEST
from seqdemo.demos.captioner.words import BOS, EOS, NEVER_SAID
from seqdemo.models.beam_search import BeamSearch, Symbols

SYMBOLS = Symbols(BOS, EOS, NEVER_SAID)


def beam_search(
    decoder: CaptionDecoder,
    regions: Tensor,
    *,
    width: int = 3,
    length_penalty: float = 0.0,
    prefix: Sequence[int] = (),
    longest: int = LONGEST,
) -> list[BeamResult]:
    """Describe photos; see `BeamSearch`.

    Args:
        decoder: In evaluation mode.
        regions: From the encoder, (B, S, region_size).
        width: Hypotheses that go on, >= 1; 1 is greedy.
        length_penalty: How much longer sentences are favoured.
        prefix: Words that every sentence has to begin with.
        longest: Words of a sentence, at most.

    Returns:
        What was found for each photo.
    """
    with torch.inference_mode():
        memory, state = decoder.remember(regions, width)

    def step(words: Tensor, state: DecoderState) -> tuple[Tensor, DecoderState]:
        made = decoder.step(words, state, memory)
        return decoder.score(made.output), made.state

    ranking = Ranking(length_penalty)
    return BeamSearch(step, SYMBOLS, width, ranking, prefix, longest).run(state)


@torch.inference_mode()
def draw(
    decoder: CaptionDecoder,
    regions: Tensor,
    sampling: Sampling,
    *,
    prefix: Sequence[int] = (),
    longest: int = LONGEST,
) -> tuple[int, ...]:
    """Describe one photo, (S, region_size), each word drawn by chance; the same seed, the same.

    Returns:
        Numbers of the words, without BOS and EOS.
    """
    memory, state = decoder.remember(regions[None], 1)
    words: list[int] = []
    for place, chance in enumerate(chances(sampling.seed, 0, longest).tolist()):
        last = torch.tensor([[words[-1] if words else BOS]], device=regions.device)
        step = decoder.step(last, state, memory)
        state = step.state
        logits = decoder.score(step.output)[0, 0].cpu().numpy()
        logits[list(NEVER_SAID)] = -np.inf
        word = (
            prefix[place] if place < len(prefix) else pick(sampling.probabilities(logits), chance)
        )
        if word == EOS:
            break
        words.append(word)
    return tuple(words)
