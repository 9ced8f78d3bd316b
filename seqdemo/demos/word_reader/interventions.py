"""Interventions on a word reader: the same drawing."""

from __future__ import annotations

from functools import partial

import numpy as np
import torch

from seqdemo.core.intervention import Intervention
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.word_reader.network import WordReader
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.handwriting.script import LETTERS
from seqdemo.models.gates import to_numpy
from seqdemo.models.stepper import Stepper
from seqdemo.tasks.patching import OpenStack


@torch.inference_mode()
def intervene(
    reader: WordReader,
    query: ReadWord,
    interventions: tuple[Intervention, ...] = (),
    donor: ReadWord | None = None,
) -> Trace:
    """Trace of a drawing with interventions at work.

    Row t of the trace's `logits` is the answer if the word ended at t; the last class, "", is
    "not a word I know".

    Args:
        reader: The network.
        query: The drawing.
        interventions: What is done; steps are the letters, from 0.
        donor: The drawing whose last state a `Blend` mixes in; a blank one's is the zeros that
            every reading starts from.

    Raises:
        ValueError: If an intervention names what is not there.
    """
    other = None
    if donor is not None:
        before = Stepper(reader.recurrent.fused)
        for features in _features(reader, donor):
            before.step(features)
        other = before.state()
    stepper = Stepper(reader.recurrent.fused, interventions, other)
    for features in _features(reader, query):
        stepper.step(features)
    layers = stepper.trace()
    hidden = torch.from_numpy(layers[-1].hidden)
    return Trace(
        inputs=tuple(name or "?" for name in _seen(reader, hidden)),
        layers=layers,
        logits=to_numpy(reader.words(hidden, ended=True)),
        classes=(*reader.config.words, ""),
    )


@torch.inference_mode()
def open_stack(reader: WordReader, query: ReadWord) -> OpenStack:
    """The layer with a drawing, and the logits of words if it ended there."""
    x = torch.from_numpy(_features(reader, query))
    seen = _seen(reader, reader.recurrent.fused(x)[0])
    return OpenStack(
        reader.recurrent.fused,
        x,
        tuple(name or "?" for name in seen),
        partial(reader.words, ended=True),
        (*reader.config.words, ""),
    )


def _seen(reader: WordReader, hidden: torch.Tensor) -> list[str]:
    names = (*LETTERS, "")
    return [names[n] for n in reader.letters(hidden).argmax(-1).tolist()]


def _features(reader: WordReader, query: ReadWord) -> FloatArray:
    if not query.read:
        return np.zeros((0, reader.config.eye_size), np.float32)
    return to_numpy(reader.see(torch.from_numpy(query.grids())))
