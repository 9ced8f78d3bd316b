"""Mixture of Gaussians on the sheet, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray


@dataclass(frozen=True, eq=False)
class Gaussians:
    """What the next point is drawn from at each of T steps, in units of the sheet.

    Attributes:
        weight: (T, M).
        mean: Offsets from the pen, (T, M, 2).
        sigma: (T, M, 2).
        correlation: (T, M).
        pen: Probabilities of down, up, end, (T, 3).
    """

    weight: FloatArray
    mean: FloatArray
    sigma: FloatArray
    correlation: FloatArray
    pen: FloatArray

    def largest(self, count: int) -> Gaussians:
        """Only the `count` of the largest weight at each step, largest first."""
        order = np.argsort(-self.weight, axis=1)[:, :count]
        return Gaussians(
            np.take_along_axis(self.weight, order, 1),
            np.take_along_axis(self.mean, order[..., None], 1),
            np.take_along_axis(self.sigma, order[..., None], 1),
            np.take_along_axis(self.correlation, order, 1),
            self.pen,
        )


def outline(
    mean: FloatArray, sigma: FloatArray, correlation: float, points: int = 17
) -> FloatArray:
    """The ellipse two standard deviations around a Gaussian's mean, (points, 2)."""
    turn = np.linspace(0, 2 * np.pi, points)
    first, second = np.cos(turn), np.sin(turn)
    across = correlation * first + np.sqrt(1 - correlation**2) * second
    ellipse: FloatArray = mean + 2 * sigma * np.stack([first, across], axis=1).astype(np.float32)
    return ellipse
