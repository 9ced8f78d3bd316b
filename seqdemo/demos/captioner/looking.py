"""Ablation of a photo: word probabilities with parts painted over.

A sentence is read again and again with photos of which regions are painted over: all of them, those
that a word's look was on, or those a visitor chose. A word that is as likely as before did not need
what is hidden now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from seqdemo.core.trace import FloatArray
from seqdemo.core.vocabulary import Vocabulary
from seqdemo.demos.captioner.data import pixels
from seqdemo.demos.captioner.description import describe
from seqdemo.demos.captioner.network import Captioner
from seqdemo.demos.captioner.photo import squashed
from seqdemo.demos.captioner.query import Describe
from seqdemo.demos.captioner.regions import GRID, PAINT, REGIONS, SIDE
from seqdemo.demos.captioner.words import BOS, EOS

HALF = 0.5
"""Share of a word's look that is painted over: the fewest regions that hold so much."""

CELL = SIDE // GRID


@dataclass(frozen=True)
class Looked:
    """Probabilities of a sentence's words and of its end, each (T,), given the words before.

    Attributes:
        photo: With the photo.
        blank: With all of it painted over.
        hidden: With the regions painted over that the word's look was on; None without attention.
        regions: These regions, word by word.
        painted: With the visitor's regions painted over; None if there are none.
        says: What the network says of the photo the visitor painted over.
    """

    photo: FloatArray
    blank: FloatArray
    hidden: FloatArray | None
    regions: tuple[tuple[int, ...], ...]
    painted: FloatArray | None
    says: str


@torch.inference_mode()
def looked(
    captioner: Captioner,
    vocabulary: Vocabulary,
    photo: Image.Image,
    words: Sequence[str],
    attention: FloatArray | None,
    query: Describe,
    painted: Sequence[int] = (),
) -> Looked:
    """Read a sentence with photos painted over.

    Args:
        captioner: In evaluation mode.
        vocabulary: Of its words.
        photo: Of any shape, RGB.
        words: Of the sentence.
        attention: Shares of the regions before each word and the end, (T, S); None without.
        query: How words are chosen for the painted photo; its prefix does not count.
        painted: Regions that the visitor painted over, 0 to REGIONS - 1.

    Raises:
        ValueError: If a word is not known.
    """
    seen = pixels(squashed(photo))
    regions = () if attention is None else tuple(most_looked_at(shares) for shares in attention)
    photos = [seen, *(paint(seen, some) for some in (range(REGIONS), *regions, painted))]
    device = next(captioner.parameters()).device
    encoded = captioner.encoder(torch.stack(photos).to(device))
    chances = _chances(captioner, vocabulary, encoded, words)
    says = ""
    if painted:
        says = describe(captioner, vocabulary, encoded[-1], _afresh(query)).caption
    hidden = None if attention is None else np.diagonal(chances[2:-1]).copy()
    return Looked(chances[0], chances[1], hidden, regions, chances[-1] if painted else None, says)


def _chances(
    captioner: Captioner, vocabulary: Vocabulary, encoded: Tensor, words: Sequence[str]
) -> FloatArray:
    """Probability of each word and of the end, (B, T), with photos whose regions are (B, S, F)."""
    numbers = torch.from_numpy(vocabulary.encode(tuple(words))).to(encoded.device)
    read = torch.cat([numbers.new_tensor([BOS]), numbers]).expand(len(encoded), 1, -1)
    said = torch.cat([numbers, numbers.new_tensor([EOS])]).expand(len(encoded), -1)
    decoder = captioner.decoder
    logits = decoder.score(decoder(encoded, read))[:, 0]
    found: FloatArray = logits.softmax(-1).gather(-1, said[..., None])[..., 0].cpu().numpy()
    return found


def _afresh(query: Describe) -> Describe:
    return replace(query, prefix=())


def most_looked_at(shares: FloatArray, least: float = HALF) -> tuple[int, ...]:
    """The fewest regions that hold so much of a look, (S,) shares that add up to 1; ascending."""
    order = np.argsort(-shares, kind="stable")
    enough = int(np.searchsorted(np.cumsum(shares[order]), least)) + 1
    return tuple(sorted(order[:enough].tolist()))


def paint(photo: Tensor, regions: Sequence[int]) -> Tensor:
    """A photo (3, SIDE, SIDE) with regions, 0 to REGIONS - 1, painted over."""
    painted = photo.clone()
    for region in regions:
        top, left = (CELL * at for at in divmod(region, GRID))
        colour = torch.tensor(PAINT, dtype=photo.dtype, device=photo.device)
        painted[:, top : top + CELL, left : left + CELL] = colour.view(3, 1, 1)
    return painted
