"""Read one sequence with a trained network, and a hand in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.intervention import Clamp, Freeze, Intervention
from seqdemo.core.trace import FloatArray, LayerTrace, Trace
from seqdemo.demos.lab.exercises import lesson
from seqdemo.demos.lab.network import KEEPS, Memory
from seqdemo.demos.lab.settings import Settings
from seqdemo.demos.lab.symbols import COLOURS, NOISE, STEPS, TOKENS
from seqdemo.models.stepper import Stepper

OFFERED = 8
"""Noises over which the units that hold the answer are found."""


def sequence(settings: Settings, colour: str, noise: int) -> tuple[Tensor, tuple[str, ...]]:
    """One sequence over the practised lag, (T, I), and what stands at each step.

    Args:
        settings: Of the race.
        colour: What is to be remembered; of no account in other exercises.
        noise: Seed of all the rest.
    """
    draw = torch.Generator().manual_seed(2**41 + noise)
    x, _ = lesson(settings).batch(1, settings.lag, False, draw)
    steps = x[0]
    if settings.exercise in STEPS:
        return steps, tuple("".join("■" if cell else "□" for cell in row) for row in steps)
    if settings.exercise == "adding":
        marked = [f"{value:.2f}{'*' if mark else ''}" for value, mark in steps.tolist()]
        return steps, tuple(marked)
    steps[0] = 0
    steps[0, COLOURS.index(colour)] = 1
    return steps, tuple(TOKENS[int(token)] for token in steps.argmax(1))


@torch.inference_mode()
def read(
    model: Memory,
    x: Tensor,
    labels: Sequence[str],
    done: Sequence[Intervention] = (),
    classes: Sequence[str] = COLOURS,
) -> Trace:
    """Every step of a network that reads a sequence, x (T, I).

    Its logits are what it would say if it were asked at that step; there are none where numbers
    are added, but the sum as it stands, "sum" (T, 1), among the extras.
    """
    layers = _stepped(model, x, done) if done else model.recurrent.trace(x)
    said: FloatArray = model.head(torch.from_numpy(layers[0].hidden)).numpy()
    if said.shape[1] == 1:
        return Trace(tuple(labels), layers, extras={"sum": said})
    return Trace(tuple(labels), layers, logits=said, classes=tuple(classes))


def _stepped(model: Memory, x: Tensor, done: Sequence[Intervention]) -> tuple[LayerTrace, ...]:
    stepper = Stepper(model.recurrent.fused, done)
    for row in x.numpy():
        stepper.step(row)
    return stepper.trace()


def holders(model: Memory, settings: Settings) -> list[int]:
    """Units by how much of what they say just before the question is the colour, most first.

    The share of a unit's variance over all colours and several noises that is between colours,
    times how far its value moves.
    """
    hidden = _before_question(model, settings)
    by_colour = hidden.mean(1)
    between = by_colour.var(0)
    inside = hidden.var(1).mean(0)
    score = between / (between + inside + 1e-6) * by_colour.std(0)
    return [int(unit) for unit in np.argsort(-score)]


@torch.inference_mode()
def _before_question(model: Memory, settings: Settings) -> FloatArray:
    """Hidden states after the last letter of noise, (colours, OFFERED, H)."""
    pairs = [(colour, noise) for colour in COLOURS for noise in range(OFFERED)]
    batch = torch.stack([sequence(settings, *pair)[0] for pair in pairs])
    hidden, _ = model.recurrent(batch[:, :-1])
    found: FloatArray = hidden[:, -1].numpy().reshape(len(COLOURS), OFFERED, -1)
    return found


def hand(model: Memory, kind: str, first: int, units: Sequence[int]) -> tuple[Intervention, ...]:
    """What is done to a network from a step on.

    Args:
        model: The network.
        kind: "none", "gate": the gate that keeps is shut, or "unit": units are held at 0.
        first: From which step on, from 0.
        units: Which, for "unit".
    """
    cell = model.recurrent.cell
    if kind == "gate" and cell in KEEPS:
        return (Freeze(0, KEEPS[cell], first, 0.0),)
    if kind == "unit":
        return (Clamp(0, tuple(units), first, 0.0),)
    return ()


def named_right(
    model: Memory, settings: Settings, noise: int, done: Sequence[Intervention]
) -> dict[str, str]:
    """What a network says of each colour after the same noise: colour -> answer."""
    found = {}
    for colour in COLOURS:
        trace = read(model, *sequence(settings, colour, noise), done)
        assert trace.logits is not None
        found[colour] = COLOURS[int(trace.logits[-1].argmax())]
    return found


def replaced(x: Tensor, labels: Sequence[str], step: int) -> tuple[Tensor, tuple[str, ...]]:
    """The same sequence with the next letter of noise at a step; others stay as they are."""
    if labels[step] not in NOISE:
        return x, tuple(labels)
    letter = NOISE[(NOISE.index(labels[step]) + 1) % len(NOISE)]
    x = x.clone()
    x[step] = 0
    x[step, TOKENS.index(letter)] = 1
    return x, (*labels[:step], letter, *labels[step + 1 :])
