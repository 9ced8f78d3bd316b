"""Rewards of captions: CIDEr-D and BLEU-4 of whole batches, as tensors.

The same numbers as `cider.CiderD` and, smoothed, BLEU give a caption at a time; here n-grams are
numbers, and a batch is judged where it was drawn. Axes: B photos, K captions, R references, T
words, G places where an n-gram begins.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from seqdemo.demos.captioner.cider import LONGEST, SCALE, SIGMA
from seqdemo.demos.captioner.words import PAD

BLEU_SHARE = 1.0
"""What perfect BLEU-4 adds to CIDEr-D; of these captions the one is about 0.2, the other 0.5."""

SMOOTHING = 0.1
"""Hits added to each precision of a single caption's BLEU.

Adding a whole one, as is usual, would make captions of three words perfect: they have no n-gram of
four that could be wrong.
"""


class Reward(nn.Module):
    """Judges captions of training photos.

    The end of a sentence is a word here: without it a network learns to stop in mid-air, where the
    n-grams so far fit best.

    Args:
        references: Words of each photo's captions with EOS, then PAD, (N, R, T).
        vocab_size: Words, V.
    """

    lengths: Tensor

    def __init__(self, references: Tensor, vocab_size: int) -> None:
        super().__init__()
        self.vocab_size, self.log_photos = vocab_size, log(max(1, len(references)))
        self.register_buffer("lengths", (references != PAD).sum(-1).float())
        for n in range(1, LONGEST + 1):
            grams = ngram_numbers(references, n, vocab_size)
            known, photos_with = _photos_with(grams)
            self.register_buffer(f"grams_{n}", grams)
            self.register_buffer(f"known_{n}", known)
            self.register_buffer(f"rarity_{n}", self.log_photos - photos_with.log().float())

    def forward(self, photos: Tensor, captions: Tensor) -> Tensor:
        """CIDEr-D, 0..10, plus BLEU_SHARE times smoothed BLEU-4, 0..1, of captions (B, K, T)."""
        matches = [self._match(n, photos, captions) for n in range(1, LONGEST + 1)]
        made, wanted = (captions != PAD).sum(-1).float(), self.lengths[photos]
        return cider_d(matches, made, wanted) + BLEU_SHARE * sentence_bleu(matches, made, wanted)

    def _match(self, n: int, photos: Tensor, captions: Tensor) -> Match:
        theirs = cast(Tensor, getattr(self, f"grams_{n}"))[photos]
        ours = ngram_numbers(captions, n, self.vocab_size)
        return Match(
            there=ours >= 0,
            times=(ours[..., :, None] == ours[..., None, :]).sum(-1).float(),
            in_reference=(ours[:, :, None, :, None] == theirs[:, None, :, None]).sum(-1).float(),
            rarity=self._rarity(n, ours),
            reference_norm=_norm(
                theirs >= 0,
                (theirs[..., :, None] == theirs[..., None, :]).sum(-1).float(),
                self._rarity(n, theirs),
            ),
        )

    def _rarity(self, n: int, grams: Tensor) -> Tensor:
        """Logarithm of the number of photos over that of those with a reference that holds it."""
        known = cast(Tensor, getattr(self, f"known_{n}"))
        rarity = cast(Tensor, getattr(self, f"rarity_{n}"))
        place = torch.searchsorted(known, grams).clamp(max=len(known) - 1)
        return torch.where(known[place] == grams, rarity[place], self.log_photos)


class Match(NamedTuple):
    """N-grams of one length in captions, and the same in their photos' references."""

    there: Tensor  # whether one begins here, (B, K, G)
    times: Tensor  # how often the caption holds it, (B, K, G)
    in_reference: Tensor  # how often each reference holds it, (B, K, R, G)
    rarity: Tensor  # (B, K, G)
    reference_norm: Tensor  # of the reference's weights, (B, R)


def cider_d(matches: list[Match], made: Tensor, wanted: Tensor) -> Tensor:
    """CIDEr-D, (B, K), of captions of lengths (B, K) with references of lengths (B, R)."""
    cosines = torch.stack([_cosine(match) for match in matches]).mean(0)
    apart = made[..., None] - wanted[:, None]
    return SCALE * (cosines * torch.exp(-apart * apart / (2 * SIGMA * SIGMA))).mean(-1)


def _cosine(match: Match) -> Tensor:
    """Clipped cosine of captions with references, (B, K, R)."""
    clipped = torch.minimum(match.times[:, :, None], match.in_reference) * match.in_reference
    # A gram that occurs c times is met c times: each is worth 1 / c of it.
    worth = match.there * match.rarity.square() / match.times.clamp(min=1)
    product = (clipped * worth[:, :, None]).sum(-1)
    norms = _norm(match.there, match.times, match.rarity)[..., None] * match.reference_norm[:, None]
    return torch.where(norms > 0, product / norms.clamp(min=1e-9), 0)


def _norm(there: Tensor, times: Tensor, rarity: Tensor) -> Tensor:
    """Length of the vector of counts times rarities."""
    return (there * times * rarity.square()).sum(-1).sqrt()


def sentence_bleu(matches: list[Match], made: Tensor, wanted: Tensor) -> Tensor:
    """BLEU-4 of each caption, 0..1, without the cliff where an n-gram is missing.

    Shorter than the references' mean is too short: the closest of five is nearly always one that is
    short, too.
    """
    logs = torch.stack([_precision(match).log() for match in matches]).mean(0)
    brevity = (1 - wanted.mean(-1, keepdim=True) / made.clamp(min=1)).clamp(max=0)
    return torch.exp(logs + brevity)


def _precision(match: Match) -> Tensor:
    most = match.in_reference.amax(2)
    hits = (match.there * torch.minimum(match.times, most) / match.times.clamp(min=1)).sum(-1)
    return (hits + SMOOTHING) / (match.there.sum(-1).clamp(min=1) + SMOOTHING)


def ngram_numbers(words: Tensor, n: int, vocab_size: int) -> Tensor:
    """A number for each n-gram of words (..., T): (..., max(1, T - n + 1)); -1 is none."""
    if words.shape[-1] < n:
        return torch.full_like(words[..., :1], -1)
    numbers = torch.zeros_like(words[..., n - 1 :])
    there = torch.ones_like(numbers, dtype=torch.bool)
    for each in words.unfold(-1, n, 1).unbind(-1):
        numbers, there = numbers * vocab_size + each, there & (each != PAD)
    return numbers.where(there, -1)


def _photos_with(grams: Tensor) -> tuple[Tensor, Tensor]:
    """The n-grams of references (N, R, G), ascending, and how many photos have each."""
    photos = torch.arange(len(grams)).view(-1, 1, 1).expand_as(grams)
    known, place = torch.unique(grams, return_inverse=True)
    pairs = torch.unique(place * len(grams) + photos)
    return known, torch.bincount(pairs // len(grams), minlength=len(known))
