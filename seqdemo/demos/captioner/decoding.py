"""Batched beam search with its tree, and sampling.

All captions in progress of all photos take a step together; attention's keys are made once a photo;
states are rearranged by index when a hypothesis takes the place of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.sampling import Sampling, chances, pick
from seqdemo.demos.captioner.decoder import CaptionDecoder
from seqdemo.demos.captioner.decoder_state import DecoderState
from seqdemo.demos.captioner.query import LONGEST
from seqdemo.demos.captioner.search import BeamResult, Caption, Fate, Hypothesis
from seqdemo.demos.captioner.words import BOS, EOS, NEVER_SAID


class _Candidates(NamedTuple):
    """The best continuations of one step, best first, each (B, N)."""

    word: Tensor
    parent: Tensor
    total: Tensor  # log-probability of the whole hypothesis
    fate: Tensor


@torch.inference_mode()
def beam_search(
    decoder: CaptionDecoder,
    regions: Tensor,
    *,
    width: int = 3,
    length_penalty: float = 0.0,
    prefix: Sequence[int] = (),
    longest: int = LONGEST,
) -> list[BeamResult]:
    """Describe photos.

    At each step the 2 * width best continuations of a photo are considered: of the best `width`,
    those that end a sentence are finished; of the others, the best `width` go on. A photo is done
    when it has `width` sentences.

    Args:
        decoder: In evaluation mode.
        regions: From the encoder, (B, S, region_size).
        width: Hypotheses that go on, >= 1; 1 is greedy.
        length_penalty: 0 ranks sentences by probability, 1 by its mean over the words; between
            them, longer sentences are favoured more and more.
        prefix: Words that every sentence has to begin with.
        longest: Words of a sentence, at most.

    Returns:
        What was found for each photo.
    """
    photos = len(regions)
    memory, state = decoder.remember(regions, width)
    words = torch.full((photos, width), BOS, device=regions.device)
    total = torch.full((photos, width), -torch.inf, device=regions.device)
    total[:, 0] = 0.0  # all begin alike: one of them stands for all
    finished = torch.zeros(photos, dtype=torch.long, device=regions.device)
    steps: list[_Candidates] = []
    for place in range(longest + 1):
        step = decoder.step(words, state, memory)
        scores = decoder.score(step.output).log_softmax(-1)
        scores = _allowed(scores, place, prefix, longest)
        steps.append(_consider(total, scores, finished < width))
        finished += (steps[-1].fate == Fate.FINISHED).sum(1)
        if bool((finished >= width).all()):
            break
        words, total, state = _go_on(steps[-1], step.state, width)
    return _results(steps, length_penalty)


def _allowed(scores: Tensor, place: int, prefix: Sequence[int], longest: int) -> Tensor:
    """Log-probabilities, (B, K, V), without what may not be said at this place."""
    only = prefix[place] if place < len(prefix) else EOS if place == longest else None
    if only is None:
        scores[..., list(NEVER_SAID)] = -torch.inf
        return scores
    forced = torch.full_like(scores, -torch.inf)
    forced[..., only] = scores[..., only]
    return forced


def _consider(total: Tensor, scores: Tensor, searching: Tensor) -> _Candidates:
    """The best continuations of hypotheses with log-probabilities `total`, (B, K)."""
    width, vocab_size = scores.shape[1:]
    together = (total[..., None] + scores).flatten(1)
    total, index = together.topk(min(2 * width, together.shape[1]), dim=1)
    word, parent = index % vocab_size, index // vocab_size
    ends = word == EOS
    possible = total.isfinite() & searching[:, None]
    first = torch.arange(total.shape[1], device=total.device) < width
    goes_on = ~ends & ((~ends).cumsum(1) <= width)
    fate = torch.where(possible & ends & first, Fate.FINISHED, Fate.DROPPED)
    fate = torch.where(possible & goes_on, Fate.KEPT, fate)
    return _Candidates(word, parent, total, fate)


def _go_on(
    step: _Candidates, state: DecoderState, width: int
) -> tuple[Tensor, Tensor, DecoderState]:
    """Words, log-probabilities and states of the hypotheses that go on, (B, K)."""
    # Kept ones first, in their order; a stable sort, so that parents can be counted.
    kept = (step.fate != Fate.KEPT).to(torch.int8).argsort(dim=1, stable=True)[:, :width]
    total = step.total.gather(1, kept)
    total = total.masked_fill(step.fate.gather(1, kept) != Fate.KEPT, -torch.inf)
    parent = step.parent.gather(1, kept)[..., None].expand(-1, -1, state.hidden.shape[-1])
    moved = DecoderState(*(part.gather(1, parent) for part in state))
    return step.word.gather(1, kept), total, moved


def _results(steps: Sequence[_Candidates], length_penalty: float) -> list[BeamResult]:
    """From tensors to one record a photo."""
    lists = [[part.tolist() for part in step] for step in steps]
    photos = range(len(steps[0].word))
    return [_result([[part[b] for part in step] for step in lists], length_penalty) for b in photos]


def _result(steps: Sequence[Sequence[Sequence[Any]]], length_penalty: float) -> BeamResult:
    tree = []
    for word, parent, total, fate in steps:
        rows = zip(word, parent, total, fate, strict=True)
        considered = tuple(Hypothesis(w, p, t, Fate(f)) for w, p, t, f in rows if t > -np.inf)
        if all(node.fate == Fate.DROPPED for node in considered):
            break  # this photo was done; the search went on for others
        tree.append(considered)
    return BeamResult(_sentences(tree, length_penalty), tuple(tree))


def _sentences(tree: Sequence[Sequence[Hypothesis]], length_penalty: float) -> tuple[Caption, ...]:
    """The finished sentences of a tree, best first."""
    captions: list[Caption] = []
    going: list[tuple[int, ...]] = [()]
    for considered in tree:
        for node in considered:
            if node.fate == Fate.FINISHED:
                words = going[node.parent]
                score = node.log_probability / max(1, len(words) + 1) ** length_penalty
                captions.append(Caption(words, node.log_probability, score))
        kept = [node for node in considered if node.fate == Fate.KEPT]
        going = [(*going[node.parent], node.word) for node in kept]
    return tuple(sorted(captions, key=lambda caption: -caption.score))


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
