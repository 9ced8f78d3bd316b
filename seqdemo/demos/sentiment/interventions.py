"""Interventions on a mood reader: the same sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.intervention import Intervention
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.words import Piece
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import Stepper
from seqdemo.tasks.patching import OpenStack

MOODS = ("positive", "negative")


@torch.inference_mode()
def intervene(
    model: MoodReader,
    read: Sequence[Piece],
    interventions: tuple[Intervention, ...] = (),
    donor: Sequence[int] = (),
) -> Trace:
    """Trace of a sentence with interventions at work.

    Args:
        model: The network.
        read: The sentence as the network reads it.
        interventions: What is done; steps are the words, from 0.
        donor: Numbers of the words of the sentence whose last state a `Blend` mixes in.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    other = None
    if donor:
        before = Stepper(model.recurrent.fused)
        for features in _features(model, donor):
            before.step(features)
        other = before.state()
    stepper = Stepper(model.recurrent.fused, interventions, other)
    for features in _features(model, [piece.number for piece in read]):
        stepper.step(features)
    layers = stepper.trace()
    half = to_numpy(model.judge(torch.from_numpy(layers[-1].hidden))) / 2
    return Trace(
        inputs=tuple(piece.text for piece in read),
        layers=layers,
        logits=np.stack([half, -half], 1),
        classes=MOODS,
    )


@torch.inference_mode()
def open_stack(model: MoodReader, read: Sequence[Piece]) -> OpenStack:
    """The layer with a sentence, and the logits of "positive" and "negative" after it."""

    def logits(hidden: Tensor) -> Tensor:
        half = model.judge(hidden) / 2
        return torch.stack([half, -half], 1)

    x = model.features(torch.tensor([[piece.number for piece in read]]))[0]
    labels = tuple(piece.text for piece in read)
    return OpenStack(model.recurrent.fused, x, labels, logits, MOODS)


def _features(model: MoodReader, numbers: Sequence[int]) -> FloatArray:
    return to_numpy(model.features(torch.tensor([list(numbers)]))[0])
