"""Targets and loss of the mood after each word, and reading many texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.sigmoid import sigmoid
from seqdemo.core.trace import FloatArray
from seqdemo.demos.sentiment.batches import in_order, padded
from seqdemo.demos.sentiment.data import IntArray, Texts
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.training.fit import Batch

SMOOTHING = 0.05
"""How far a label is moved from 0 or 1: readers do not all agree."""

OWN_LABEL = 0.35
"""Share of the label in what the student is told of a labelled text; the rest are its teachers."""

FORESIGHT = 0.15
"""Share of a sentence's own label in what the student is told after each of its words: the mood so
far, and a little of where such beginnings lead."""

PER_WORD = 0.1
"""Weight of the mood after a word that is not the last."""


@dataclass(frozen=True, eq=False)
class Judged:
    """What a network is told of texts.

    Attributes:
        target: Share of readers who would call each beginning positive, a number a word, (M,).
        weight: How much each counts, (M,).
    """

    target: FloatArray
    weight: FloatArray


def last_words(texts: Texts) -> IntArray:
    """Places of the last word of each text, (N,)."""
    return texts.starts[1:] - 1


def by_labels(texts: Texts) -> Judged:
    """Only the last word of each text, with the label of the text."""
    target = np.zeros(len(texts.ids), np.float32)
    weight = np.zeros(len(texts.ids), np.float32)
    last = last_words(texts)
    target[last] = smoothed(texts.labels)
    weight[last] = 1
    return Judged(target, weight)


def by_teachers(texts: Texts, so_far: FloatArray, whole: FloatArray, sentences: IntArray) -> Judged:
    """Every word of each text.

    Args:
        texts: Labelled ones and others.
        so_far: What teachers say of each beginning, (M,).
        whole: What they say of each whole text, (N,).
        sentences: Numbers of texts that are whole labelled sentences.
    """
    lengths, last = texts.lengths, last_words(texts)
    row = np.repeat(np.arange(len(texts)), lengths)
    inside = np.isin(row, sentences)
    foresight = np.where(inside, FORESIGHT, 0)
    own = np.nan_to_num(texts.labels, nan=0.5)
    target = (1 - foresight) * so_far + foresight * own[row]
    share = np.where(np.isnan(texts.labels), 0, OWN_LABEL)
    target[last] = (1 - share) * whole + share * smoothed(own)
    weight = np.full(len(texts.ids), PER_WORD, np.float32)
    weight[last] = 1
    return Judged(target.astype(np.float32), weight)


def smoothed(labels: FloatArray) -> FloatArray:
    """Labels moved a little towards 0.5."""
    return labels * (1 - SMOOTHING) + SMOOTHING / 2


def mood_loss(model: nn.Module, batch: Batch) -> Tensor:
    """Weighted cross-entropy of the mood after each word, summed over a text, nats a text."""
    ids, _, target, weight = batch
    logits = cast(MoodReader, model)(ids)
    losses = F.binary_cross_entropy_with_logits(logits.float(), target, weight, reduction="sum")
    return losses / len(ids)


@torch.no_grad()
def moods(model: MoodReader, texts: Texts) -> FloatArray:
    """Logits after every word of every text, (M,)."""
    device = model.head.weight.device
    found = np.zeros(len(texts.ids), np.float32)
    for rows in in_order(texts):
        ids, lengths = padded(texts, rows)
        logits = model.eval()(ids.to(device)).float().cpu().numpy()
        real = np.arange(logits.shape[1]) < lengths.numpy()[:, None]
        place = texts.starts[rows][:, None] + np.arange(logits.shape[1])
        found[place[real]] = logits[real]
    return found


def mean_share(logits: Sequence[FloatArray]) -> FloatArray:
    """Mean probability that several networks give."""
    return np.asarray(np.mean([sigmoid(one) for one in logits], 0), np.float32)
