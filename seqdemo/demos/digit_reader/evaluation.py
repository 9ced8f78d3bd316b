"""Measure the digit reader: known hands, unknown hands, scans."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from seqdemo.demos.digit_reader.data import drawn
from seqdemo.demos.digit_reader.scans import scanned_digits
from seqdemo.handwriting.hand import Pen

COUNT = 20_000
"""Freshly drawn digits of each kind."""


def metrics(model: nn.Module, split: str, count: int = COUNT) -> dict[str, Any]:
    """Shares read right; that of scans only where scikit-learn, which brings them, is installed."""
    found: dict[str, Any] = {
        "accuracy": accuracy(model, *drawn(count, split, "train")),
        "held_out_hand_accuracy": accuracy(model, *drawn(count, split, "held_out")),
        "hasty_hand_accuracy": accuracy(model, *drawn(count, split, "held_out", Pen())),
    }
    try:
        scans, digits = scanned_digits()
    except ImportError:
        return found
    return found | {"scanned_accuracy": accuracy(model, scans, torch.from_numpy(digits))}


@torch.inference_mode()
def accuracy(model: nn.Module, grids: Any, digits: Tensor) -> float:
    """Share of grids (N, 7, 7) whose likeliest digit is the right one, of `digits` (N,)."""
    guessed = model(torch.from_numpy(grids)).argmax(1)
    return round(float((guessed == digits).float().mean()), 4)
