"""Mixture density of the next point: Gaussians, and the pen's state.

Graves, "Generating Sequences With Recurrent Neural Networks", 2013; Ha and Eck, "A Neural
Representation of Sketch Drawings", 2017. Two things keep it finite: standard deviations are
bounded, and sums of densities stay logarithms (log-sum-exp) all the way.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

PEN = ("down", "up", "end")
"""After the point: the line goes on, a new one begins, the drawing is finished."""

MIN_SIGMA, MAX_SIGMA = 0.002, 30.0
"""In units of the scale. People's points lie on a grid of whole numbers, and a narrower Gaussian
would gain on exactly level lines without end."""

MAX_CORRELATION = 0.99


class Mixture(NamedTuple):
    """What may come next, of M Gaussians; leading axes as those of the network's output.

    Attributes:
        pen: Logits of down, up, end, (..., 3).
        log_weight: Logarithms of the weights, (..., M), of which the exponentials sum to 1.
        mean: Offsets dx, dy in units of the scale, (..., M, 2).
        log_sigma: Logarithms of the standard deviations, (..., M, 2).
        correlation: Of dx with dy, (..., M).
    """

    pen: Tensor
    log_weight: Tensor
    mean: Tensor
    log_sigma: Tensor
    correlation: Tensor


def outputs(mixtures: int) -> int:
    """Numbers a network gives at each step: 3 for the pen, 6 for each Gaussian."""
    return len(PEN) + 6 * mixtures


def mixture_of(raw: Tensor) -> Mixture:
    """Parameters from a network's output, (..., 3 + 6 M), float32."""
    mixtures = (raw.shape[-1] - len(PEN)) // 6
    sizes = [len(PEN), mixtures, 2 * mixtures, 2 * mixtures, mixtures]
    pen, weight, mean, sigma, correlation = torch.split(raw, sizes, dim=-1)
    return Mixture(
        pen,
        weight.log_softmax(-1),
        mean.reshape(*mean.shape[:-1], mixtures, 2),
        sigma.reshape(*sigma.shape[:-1], mixtures, 2).clamp(
            math.log(MIN_SIGMA), math.log(MAX_SIGMA)
        ),
        MAX_CORRELATION * correlation.tanh(),
    )


def offset_nats(mixture: Mixture, offset: Tensor) -> Tensor:
    """Minus the log-density of offsets (..., 2), nats; a density per square of the scale."""
    z = (offset[..., None, :] - mixture.mean) * torch.exp(-mixture.log_sigma)
    free = 1 - mixture.correlation.square()
    square = z.square().sum(-1) - 2 * mixture.correlation * z[..., 0] * z[..., 1]
    log_density = (
        -square / (2 * free)
        - mixture.log_sigma.sum(-1)
        - 0.5 * torch.log(free)
        - math.log(2 * math.pi)
    )
    return -torch.logsumexp(mixture.log_weight + log_density, dim=-1)


def pen_nats(mixture: Mixture, pen: Tensor) -> Tensor:
    """Cross-entropy of the pen's states (...,), 0 down, 1 up, 2 end, in nats."""
    flat = F.cross_entropy(mixture.pen.flatten(0, -2), pen.flatten(), reduction="none")
    return flat.view(pen.shape)
