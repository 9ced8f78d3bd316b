"""Perplexity, and share of words that are suggested."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from seqdemo.demos.next_word.keystrokes import Keystrokes
from seqdemo.demos.next_word.network import WordModel
from seqdemo.demos.next_word.pools import pool_of
from seqdemo.demos.next_word.words import END, PAD, SPECIAL

ROWS = 128
"""Sentences measured at once."""


@torch.inference_mode()
def next_word_metrics(model: WordModel, sentences: Sequence[Sequence[int]]) -> dict[str, float]:
    """Measure a network on sentences.

    Args:
        model: The network.
        sentences: Numbers of the words of each, unknown ones as such.

    Returns:
        perplexity: of words, marks and ends of sentences.
        top1, top3: share of words and marks that are the likeliest one, or among the three
            likeliest; an unknown word never is.
    """
    nats, count, first, three, asked = 0.0, 0, 0, 0, 0
    for logits, wanted in scored(model, sentences):
        nats += float(F.cross_entropy(logits, wanted, reduction="sum"))
        count += len(wanted)
        inside = wanted != END
        top = suggested(logits[inside]).topk(3).indices == wanted[inside, None]
        first += int(top[:, 0].sum())
        three += int(top.sum())
        asked += len(top)
    return {
        "perplexity": round(math.exp(nats / count), 2),
        "top1": round(first / asked, 4),
        "top3": round(three / asked, 4),
    }


@torch.inference_mode()
def scored(model: WordModel, sentences: Sequence[Sequence[int]]) -> Iterator[tuple[Tensor, Tensor]]:
    """Logits (N, V) and the words that came, (N,), of all places of the sentences."""
    device = model.bias.device
    for bucket in pool_of(sentences):
        for rows in torch.split(torch.from_numpy(bucket.rows).long(), ROWS):
            if len(rows):
                there = rows[:, 1:] != PAD
                hidden, _ = model.read(rows[:, :-1].to(device))
                yield model.score(hidden[there.to(device)]).float(), rows[:, 1:][there].to(device)


def suggested(logits: Tensor) -> Tensor:
    """Logits (..., V) in which nothing is left of what is no word: ends, unknown words."""
    logits = logits.clone()
    logits[..., : len(SPECIAL)] = -torch.inf
    return logits


def saved_keystrokes(
    model: WordModel, keystrokes: Keystrokes, sentences: Sequence[Sequence[str]]
) -> float:
    """Share of keystrokes that a network's suggestions save over sentences' words."""
    numbers = [keystrokes.lexicon.numbers(tokens) for tokens in sentences]
    parts = scored(model, numbers)
    typed = sum(keystrokes.typed(x.cpu().numpy(), wanted.cpu().numpy()) for x, wanted in parts)
    return keystrokes.share(typed, sentences)
