"""Influence of each word: change, gradient, ablation, moving."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sentiment.answer import mood_of, moods_of, turn_of
from seqdemo.demos.sentiment.effects import Influence, WhatIf, effects_bytes
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.models.gates import to_numpy
from seqdemo.models.through_time import ThroughTime, through_time


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
    return Influence(moods[-1] - without, (back.inputs * features).sum(1))


def what_if(model: MoodReader, numbers: Sequence[int], at: int) -> WhatIf:
    """What would be if one word were left out, not known, or elsewhere.

    Args:
        model: The network.
        numbers: Of the T words.
        at: Which word, from 0.
    """
    unknown = [*numbers[:at], 0, *numbers[at + 1 :]]
    elsewhere = [moved(numbers, at, to) for to in range(len(numbers))]
    found = last_moods(model, [left_out(numbers, at), unknown, *elsewhere])
    return WhatIf(at, float(found[0]), float(found[1]), found[2:])


def taken_apart(model: MoodReader, numbers: Sequence[int], trace: Trace) -> bytes:
    """A file of what each word of a sentence does, and of what if the one that turned it were not.

    Args:
        model: The network.
        numbers: Of the T words.
        trace: Of the sentence.
    """
    turn = turn_of(moods_of(trace))
    return effects_bytes(influence(model, numbers, trace), what_if(model, numbers, turn))


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
