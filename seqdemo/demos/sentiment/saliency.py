"""Saliency of a mood: gradients to each word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from seqdemo.analysis.saliency import Saliency
from seqdemo.core.trace import Trace
from seqdemo.demos.sentiment.answer import logits_of
from seqdemo.demos.sentiment.influence import gradients
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.models.gates import to_numpy


def saliency(
    model: MoodReader,
    numbers: Sequence[int],
    trace: Trace,
    step: int,
    mood: str = "",
    *,
    window: int | None = None,
) -> Saliency:
    """How the log-probability of a mood after one word depends on all words so far.

    Args:
        model: The network.
        numbers: Of the T words.
        trace: Of the sentence.
        step: After which word, from 0.
        mood: "positive" or "negative"; the likelier unless given.
        window: Steps of the BPTT window; None is all.

    Raises:
        ValueError: If the step is not in the trace, or there is no such mood.
    """
    if not 0 <= step < len(trace):
        raise ValueError(f"there are {len(trace)} steps, no number {step}")
    if mood and mood not in trace.classes:
        raise ValueError(f"“{mood}” is neither positive nor negative")
    logit = float(logits_of(trace)[step])
    asked = mood or trace.classes[int(logit < 0)]
    sign = 1.0 if asked == "positive" else -1.0
    # d log sigmoid(s z) / dz = s (1 - sigmoid(s z))
    pull = np.float32(sign / (1 + np.exp(sign * logit)))
    back = gradients(model, trace, step, window=window)
    features = to_numpy(model.features(torch.tensor([list(numbers)]))[0].detach())
    inputs = pull * back.inputs
    return Saliency(
        step,
        asked,
        float(-np.logaddexp(0, -sign * logit)),
        np.asarray(np.linalg.norm(inputs, axis=1), np.float32),
        np.asarray((inputs * features).sum(1), np.float32),
        tuple(np.asarray(np.linalg.norm(pull * one, axis=1), np.float32) for one in back.hidden),
    )
