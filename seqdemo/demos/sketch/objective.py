"""Losses of a drawing: nats of its points, end and latent code."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from seqdemo.demos.sketch.augment import USUAL, Changes, augmented
from seqdemo.demos.sketch.mixture import mixture_of, offset_nats, pen_nats
from seqdemo.demos.sketch.network import SketchNetwork, with_ends
from seqdemo.demos.sketch.sources import SOURCES

FIRST_WEIGHT, LAST_WEIGHT, KEPT = 0.01, 0.5, 0.9995
"""Weight of the divergence: it begins at the first, and comes nearer to the last by this factor at
each update. A decoder that is punished early learns to do without the encoder."""


class Nats(NamedTuple):
    """What drawings cost, each (B,), nats.

    Attributes:
        points: Of all offsets and pens of a drawing.
        end: Of its end.
        divergence: Of the latent code from a standard normal; zeros without an encoder.
    """

    points: Tensor
    end: Tensor
    divergence: Tensor


def nats(model: SketchNetwork, points: Tensor, lengths: Tensor, labels: Tensor) -> Nats:
    """Nats of each drawing of a batch: points (B, T, 3), lengths (B,), labels (B,)."""
    read, pen = with_ends(points, lengths)
    latent = model.encode(read[:, 1:], lengths) if model.config.latent else None
    condition = model.condition(read, lengths, labels, latent)
    nothing = torch.zeros(len(read), device=read.device)
    divergence = nothing if latent is None else latent.divergence()
    raw, _ = model(read[:, :-1], condition)
    mixture = mixture_of(raw)
    steps = torch.arange(pen.shape[1], device=pen.device)
    drawn, last = steps < lengths[:, None], steps == lengths[:, None]
    pens = pen_nats(mixture, pen)
    offsets = offset_nats(mixture, read[:, 1:, :2])
    return Nats(((offsets + pens) * drawn).sum(1), (pens * last).sum(1), divergence)


def loss(
    model: SketchNetwork,
    points: Tensor,
    lengths: Tensor,
    labels: Tensor,
    *,
    changes: Changes = USUAL,
) -> Tensor:
    """Nats of a batch for each of its points, the end and the weighted divergence included.

    Args:
        model: In training mode its drawings are changed a little, see `augment.augmented`.
        points: (B, T, 3).
        lengths: (B,).
        labels: (B,).
        changes: How far.
    """
    if model.training:
        source = SOURCES[model.config.source]
        points, lengths = augmented(
            points, lengths, mirrored=source.mirrored, slanted=source.slanted, changes=changes
        )
    cost = nats(model, points, lengths, labels)
    total = cost.points + cost.end
    if model.config.latent:
        total = total + divergence_weight(model) * cost.divergence
        if model.training:
            model.updates += 1
    return total.sum() / lengths.sum()


def divergence_weight(model: SketchNetwork) -> Tensor:
    """What the divergence counts after so many updates."""
    return LAST_WEIGHT - (LAST_WEIGHT - FIRST_WEIGHT) * KEPT ** model.updates.float()
