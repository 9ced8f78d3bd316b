"""Augmentation of drawings: other sizes, slants, and fewer points."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

SLANT = 0.15
"""A drawing is turned by up to this angle, radians."""


@dataclass(frozen=True)
class Changes:
    """How far drawings are changed, whatever they show.

    Attributes:
        stretched: Each axis by up to this share.
        dropped: Share of points inside a stroke that are left out.
    """

    stretched: float = 0.15
    dropped: float = 0.10


USUAL = Changes()


def augmented(
    points: Tensor,
    lengths: Tensor,
    *,
    mirrored: bool,
    slanted: float,
    changes: Changes = USUAL,
) -> tuple[Tensor, Tensor]:
    """A batch of drawings, each changed a little.

    Args:
        points: (B, T, 3), zeros after the end.
        lengths: (B,).
        mirrored: Whether half of them are mirrored.
        slanted: Share of drawings that are turned; the others keep their exactly level lines.
        changes: How far they are stretched, and what is left out.

    Returns:
        Points (B, T, 3) and the new lengths (B,).
    """
    fewer, lengths = without_some(points, lengths, changes.dropped)
    matrices = _changes(len(points), mirrored, slanted, changes.stretched, points.device)
    offsets = fewer[..., :2] @ matrices
    return torch.cat([offsets, fewer[..., 2:]], dim=2), lengths


def without_some(points: Tensor, lengths: Tensor, share: float) -> tuple[Tensor, Tensor]:
    """Leave out points in the middle of strokes; the line goes straight to the next one."""
    places = points[..., :2].cumsum(1)
    steps = torch.arange(points.shape[1], device=points.device)
    middle = points[..., 2] == 0
    middle[:, 1:] &= points[:, :-1, 2] == 0
    middle[:, 0] = False
    drawn = torch.rand(middle.shape, device=points.device)
    kept = (steps < lengths[:, None]) & ~(middle & (drawn < share))
    order = torch.argsort((~kept).to(torch.uint8), dim=1, stable=True)[..., None]
    places = places.gather(1, order.expand_as(places))
    lifted = points[..., 2:].gather(1, order)
    offsets = torch.diff(places, dim=1, prepend=torch.zeros_like(places[:, :1]))
    left = kept.sum(1)
    inside = (steps < left[:, None])[..., None]
    return torch.cat([offsets, lifted], dim=2) * inside, left


def _changes(
    count: int, mirrored: bool, slanted: float, stretched: float, device: torch.device
) -> Tensor:
    """Matrices that stretch, turn and mirror, (B, 2, 2)."""
    stretch = 1 + stretched * (2 * torch.rand(count, 2, device=device) - 1)
    if mirrored:
        flip = 1 - 2 * (torch.rand(count, device=device) < 0.5).float()
        stretch = stretch * torch.stack([flip, torch.ones_like(flip)], dim=1)
    turned = (torch.rand(count, device=device) < slanted).float()
    angle = turned * SLANT * (2 * torch.rand(count, device=device) - 1)
    cosine, sine = angle.cos(), angle.sin()
    turn = torch.stack([cosine, sine, -sine, cosine], dim=1).view(count, 2, 2)
    return torch.diag_embed(stretch) @ turn
