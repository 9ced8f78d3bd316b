"""Interventions on a mood reader: the same sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from seqdemo.core.intervention import Intervention
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.words import Piece
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import Stepper


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
        classes=("positive", "negative"),
    )


def _features(model: MoodReader, numbers: Sequence[int]) -> FloatArray:
    return to_numpy(model.features(torch.tensor([list(numbers)]))[0])
