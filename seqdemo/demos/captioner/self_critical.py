"""Self-critical sequence training with CIDEr-D and BLEU.

Rennie et al., "Self-critical Sequence Training for Image Captioning", CVPR 2017. Here a caption is
measured against the mean of the other captions drawn of the same photo (Luo, "A Better Variant of
Self-Critical Sequence Training", 2020), which needs no second, greedy caption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log

import torch
from torch import Tensor

from seqdemo.demos.captioner.cider import CiderD, NGram, Words, ngrams
from seqdemo.demos.captioner.data import LONGEST
from seqdemo.demos.captioner.decoder import CaptionDecoder
from seqdemo.demos.captioner.words import BOS, EOS, PAD, UNK

DRAWN = 5
"""Captions drawn of each photo."""

BLEU_SHARE = 1.0
"""What perfect BLEU-4 adds to CIDEr-D; of these captions the one is about 0.2, the other 0.5."""


SMOOTHING = 0.1
"""Hits added to each precision of a single caption's BLEU."""


class Reward:
    """Judges captions of training photos.

    The end of a sentence is a word here: without it a network learns to stop in mid-air, where the
    n-grams so far fit best.

    Args:
        references: Numbers of the words of each photo's captions, with EOS.
    """

    def __init__(self, references: Sequence[Sequence[Words]]) -> None:
        self.cider = CiderD(references)
        self.most = [_most(captions) for captions in references]
        self.lengths = [[len(caption) for caption in captions] for captions in references]

    def __call__(self, photo: int, caption: Words) -> float:
        """CIDEr-D, 0..10, plus BLEU_SHARE times smoothed BLEU-4, 0..1."""
        bleu = sentence_bleu(caption, self.most[photo], self.lengths[photo])
        return self.cider.score(photo, caption) + BLEU_SHARE * bleu


def sentence_bleu(caption: Words, most: Sequence[Counter[NGram]], lengths: Sequence[int]) -> float:
    """BLEU-4 of one caption, 0..1, without the cliff where an n-gram is missing.

    Smoothing adds a tenth of a hit to every precision. Adding a whole one, as is usual, would make
    captions of three words perfect: they have no n-gram of four that could be wrong.

    Args:
        caption: Its words.
        most: How often an n-gram occurs in the reference that holds it most often.
        lengths: Of the references; shorter than their mean is too short, for the closest of five
            is nearly always one that is short, too.
    """
    logs = 0.0
    for counts, limits in zip(ngrams(caption), most, strict=True):
        hits = sum(min(count, limits[gram]) for gram, count in counts.items())
        logs += log((hits + SMOOTHING) / (max(1, counts.total()) + SMOOTHING))
    usual = sum(lengths) / len(lengths)
    brevity = min(0.0, 1 - usual / max(1, len(caption)))
    return exp(logs / len(most) + brevity)


def _most(captions: Sequence[Words]) -> list[Counter[NGram]]:
    most: list[Counter[NGram]] = [Counter() for _ in range(4)]
    for caption in captions:
        for so_far, counts in zip(most, ngrams(caption), strict=True):
            so_far |= counts
    return most


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
    gained = torch.tensor(_rewards(drawn, photos, reward), device=regions.device)
    others = (gained.sum(1, keepdim=True) - gained) / (DRAWN - 1)
    said = drawn[..., 1:]
    scores = decoder.score(decoder(regions, drawn[..., :-1]))
    scores[..., [PAD, BOS, UNK]] = -torch.inf
    chosen = scores.log_softmax(-1).gather(-1, said.clamp(min=EOS)[..., None])[..., 0]
    counts = said != PAD
    return -((gained - others)[..., None] * chosen)[counts].sum() / counts.sum()


@torch.no_grad()
def draw_captions(decoder: CaptionDecoder, regions: Tensor, count: int) -> Tensor:
    """Draw captions of photos: numbers of the words, (B, count, T), BOS first, PAD after EOS."""
    memory, state = decoder.remember(regions, count)
    words = [torch.full((len(regions), count), BOS, device=regions.device)]
    going = torch.ones_like(words[0], dtype=torch.bool)
    for _ in range(LONGEST + 1):
        step = decoder.step(words[-1], state, memory)
        scores = decoder.score(step.output)
        scores[..., [PAD, BOS, UNK]] = -torch.inf
        word = torch.multinomial(scores.softmax(-1).flatten(0, 1), 1).view_as(words[0])
        words.append(word.where(going, torch.full_like(word, PAD)))
        going, state = going & (word != EOS), step.state
        if not going.any():
            break
    return torch.stack(words, dim=-1)


def _rewards(drawn: Tensor, photos: Tensor, reward: Reward) -> list[list[float]]:
    return [
        [reward(photo, [word for word in words if word != PAD]) for words in captions]
        for photo, captions in zip(photos.tolist(), drawn[..., 1:].tolist(), strict=True)
    ]
