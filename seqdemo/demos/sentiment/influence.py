"""Influence of each word: change, gradient, ablation, moving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sentiment.answer import changes_of, mood_of, moods_of
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.models.gates import to_numpy
from seqdemo.models.through_time import ThroughTime, through_time


@dataclass(frozen=True, eq=False)
class Influence:
    """What each of T words does to the mood in the end; moods lie between -1 and +1.

    Attributes:
        change: By how much the mood moved when the word was read, (T,).
        ablation: By how much the last mood is higher than without the word, (T,).
        gradient: Gradient times input of the last logit, (T,), nats: what the word adds as far as
            the network is linear there.
    """

    change: FloatArray
    ablation: FloatArray
    gradient: FloatArray


def influence(model: MoodReader, numbers: Sequence[int], trace: Trace) -> Influence:
    """What each word of a sentence does.

    Args:
        model: The network.
        numbers: Of the T words.
        trace: Of the sentence.
    """
    moods = moods_of(trace)
    without = last_moods(model, [left_out(numbers, at) for at in range(len(numbers))])
    back = gradients(model, trace, len(trace) - 1)
    features = to_numpy(model.features(torch.tensor([list(numbers)]))[0].detach())
    return Influence(changes_of(moods), moods[-1] - without, (back.inputs * features).sum(1))


def left_out(numbers: Sequence[int], at: int) -> list[int]:
    """The sentence without one word."""
    return [*numbers[:at], *numbers[at + 1 :]]


def moved(numbers: Sequence[int], at: int, to: int) -> list[int]:
    """The sentence with one word at another place."""
    rest = left_out(numbers, at)
    return [*rest[:to], numbers[at], *rest[to:]]


@torch.inference_mode()
def last_moods(model: MoodReader, sentences: Sequence[Sequence[int]]) -> FloatArray:
    """Mood after the last word of each sentence, (N,); of an empty one 0.

    Args:
        model: The network.
        sentences: Numbers of their words.
    """
    lengths = np.array([len(one) for one in sentences])
    ids = np.zeros((len(sentences), max(1, lengths.max(initial=1))), np.int64)
    for row, one in zip(ids, sentences, strict=True):
        row[: len(one)] = one
    logits = to_numpy(model(torch.from_numpy(ids).to(model.head.weight.device)))
    last = logits[np.arange(len(ids)), np.maximum(lengths, 1) - 1]
    return np.where(lengths > 0, mood_of(last), 0).astype(np.float32)


def gradients(
    model: MoodReader, trace: Trace, step: int, *, window: int | None = None
) -> ThroughTime:
    """Gradients of the logit after one step, back to every word.

    Args:
        model: The network.
        trace: Of the sentence.
        step: After which word, from 0.
        window: Steps of the BPTT window; None is all.
    """
    top = np.zeros_like(trace.layers[-1].hidden)
    top[step] = to_numpy(model.head.weight[0].detach() / model.temperature)
    return through_time(model.recurrent.fused, trace.layers, top, window=window)
