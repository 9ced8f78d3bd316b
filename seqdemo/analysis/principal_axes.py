"""Principal component analysis of hidden states.

Pearson, "On Lines and Planes of Closest Fit to Systems of Points in Space", 1901.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.core.trace import FloatArray


@dataclass(frozen=True, eq=False)
class PrincipalAxes:
    """A centre and K directions at right angles.

    Attributes:
        centre: Mean state, (H,).
        axes: Directions of length 1, the one of most variance first, (K, H).
        share: Share of all variance along each, (K,), 0..1.
    """

    centre: FloatArray
    axes: FloatArray
    share: FloatArray

    def project(self, states: FloatArray) -> FloatArray:
        """Coordinates along the axes: states (..., H) -> (..., K)."""
        return np.asarray((states - self.centre) @ self.axes.T, np.float32)


def principal_axes(states: FloatArray, count: int) -> PrincipalAxes:
    """The `count` directions in which states (N, H) vary most.

    Where there are fewer directions than asked for, the rest are zero and have no share.
    """
    wide = states.astype(np.float64)
    centre = wide.mean(0)
    centred = wide - centre
    if len(states) > states.shape[1]:  # many states: the small matrix of covariances will do
        scale, vectors = np.linalg.eigh(centred.T @ centred)
        variance, axes = np.maximum(scale[::-1], 0), vectors.T[::-1]
    else:
        _, scale, axes = np.linalg.svd(centred, full_matrices=False)
        variance = scale**2
    # The sign of an axis is arbitrary: fix it, or pictures flip between machines.
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])
    axes, share = (axes * signs[:, None])[:count], variance / max(float(variance.sum()), 1e-12)
    missing = max(0, count - len(axes))
    return PrincipalAxes(
        centre.astype(np.float32),
        np.pad(axes, ((0, missing), (0, 0))).astype(np.float32),
        np.pad(share[:count], (0, missing)).astype(np.float32),
    )
