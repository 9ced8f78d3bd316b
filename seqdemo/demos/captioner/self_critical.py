"""Self-critical sequence training with CIDEr-D and BLEU.

Rennie et al., "Self-critical Sequence Training for Image Captioning", CVPR 2017. Here a caption is
measured against the mean of the other captions drawn of the same photo (Luo, "A Better Variant of
Self-Critical Sequence Training", 2020), which needs no second, greedy caption.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from seqdemo.demos.captioner.data import LONGEST
from seqdemo.demos.captioner.decoder import CaptionDecoder
from seqdemo.demos.captioner.words import BOS, EOS, NEVER_SAID, PAD

DRAWN = 5
"""Captions drawn of each photo."""

Reward = Callable[[Tensor, Tensor], Tensor]
"""Judges captions (B, K, T), PAD after EOS, of photos by their numbers, (B,): (B, K)."""


def loss(decoder: CaptionDecoder, regions: Tensor, photos: Tensor, reward: Reward) -> Tensor:
    """What following its gradient makes better captions likelier.

    Args:
        decoder: Draws and is taught; no noise while this goes on.
        regions: Of photos, (B, S, region_size).
        photos: Their numbers, (B,).
        reward: Judges.

    Returns:
        Mean over the drawn words of -advantage * log-probability.
    """
    decoder.eval()
    drawn = draw_captions(decoder, regions, DRAWN)
    said = drawn[..., 1:]
    gained = reward(photos, said)
    others = (gained.sum(1, keepdim=True) - gained) / (DRAWN - 1)
    scores = _sayable(decoder.score(decoder(regions, drawn[..., :-1])))
    chosen = scores.log_softmax(-1).gather(-1, said.clamp(min=EOS)[..., None])[..., 0]
    counts = said != PAD
    return -torch.where(counts, (gained - others)[..., None] * chosen, 0).sum() / counts.sum()


@torch.no_grad()
def draw_captions(decoder: CaptionDecoder, regions: Tensor, count: int) -> Tensor:
    """Draw captions of photos: numbers of the words, (B, count, T), BOS first, PAD after EOS."""
    memory, state = decoder.remember(regions, count)
    words = [torch.full((len(regions), count), BOS, device=regions.device)]
    going = torch.ones_like(words[0], dtype=torch.bool)
    for _ in range(LONGEST + 1):
        step = decoder.step(words[-1], state, memory)
        scores = _sayable(decoder.score(step.output))
        word = torch.multinomial(scores.softmax(-1).flatten(0, 1), 1).view_as(words[0])
        words.append(word.where(going, torch.full_like(word, PAD)))
        going, state = going & (word != EOS), step.state
        if not going.any():
            break
    return torch.stack(words, dim=-1)


def _sayable(scores: Tensor) -> Tensor:
    """Logits, changed in place, (..., V): no caption holds the words that stand for none."""
    for word in NEVER_SAID:
        scores[..., word] = -torch.inf
    return scores
