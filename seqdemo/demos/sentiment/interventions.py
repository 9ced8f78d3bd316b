"""Interventions on a mood reader: the same sentence."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from seqdemo.core.intervention import Intervention
from seqdemo.core.trace import Trace
from seqdemo.demos.sentiment.network import MoodReader
from seqdemo.demos.sentiment.words import Piece
from seqdemo.tasks.patching import OpenStack
from seqdemo.tasks.stack_answers import changed_reading

MOODS = ("positive", "negative")


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
    other = _stack(model, donor, ("",) * len(donor)) if donor else None
    return changed_reading(open_stack(model, read), interventions, other)


def open_stack(model: MoodReader, read: Sequence[Piece]) -> OpenStack:
    """The layer with a sentence, and the logits of "positive" and "negative" after it."""
    labels = tuple(piece.text for piece in read)
    return _stack(model, [piece.number for piece in read], labels)


@torch.inference_mode()
def _stack(model: MoodReader, numbers: Sequence[int], labels: tuple[str, ...]) -> OpenStack:
    def logits(hidden: Tensor) -> Tensor:
        half = model.judge(hidden) / 2
        return torch.stack([half, -half], 1)

    x = model.features(torch.tensor([list(numbers)]))[0]
    return OpenStack(model.recurrent.fused, x, labels, logits, MOODS)
