"""Gradients as numbers: norms, padded to all steps."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from seqdemo.core.trace import FloatArray
from seqdemo.models.gates import to_numpy


def gradient_norm(gradient: Tensor | None) -> Tensor:
    """Euclidean norm; 0 where nothing comes through."""
    return torch.zeros(()) if gradient is None else gradient.norm()


def padded(values: Tensor, steps: int) -> FloatArray:
    """Values (T,) with zeros after, (steps,).

    What comes after an output does not matter to it.
    """
    found = np.zeros(steps, np.float32)
    found[: len(values)] = to_numpy(values.detach())
    return found
