"""Weights as 8-bit integers with a scale per row."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

SCALE = ".scale"
"""Ending of the name under which a matrix's scales are kept."""


def packed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices (R, C) as int8 with their scales (R,), and everything else, in float16.

    Packing what was unpacked changes no bit.
    """
    found: dict[str, Tensor] = {}
    for name, tensor in state.items():
        values = tensor.detach().cpu()
        if values.ndim == 2 and values.is_floating_point():
            # Rounded first, so that 127 times it has no rounding in float32.
            scale = (values.float().abs().amax(1) / 127).clamp(min=2**-24).half()
            whole = (values.float() / scale.float()[:, None]).round().clamp(-127, 127)
            found[name] = whole.to(torch.int8).contiguous()
            found[name + SCALE] = scale
        else:
            found[name] = values.half().contiguous() if values.is_floating_point() else values
    return found


def unpacked(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state that was packed, rounded; what holds no scales comes back as it is."""
    return {
        name: tensor.float() * stored[name + SCALE][:, None] if name + SCALE in stored else tensor
        for name, tensor in stored.items()
        if name.removesuffix(SCALE) == name or name.removesuffix(SCALE) not in stored
    }
