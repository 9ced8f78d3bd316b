"""Measure film watchers on unseen films, in order and shuffled."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from seqdemo.demos.films.data import Films
from seqdemo.demos.films.network import FilmWatcher

EACH = 900
"""Films of each length."""

SIDES = 4
"""The first four kinds of films: a ball that moves left, right, up or down."""


@torch.inference_mode()
def metrics(model: nn.Module, split: str, each: int = EACH) -> dict[str, Any]:
    """Shares right; what happens is asked from the second frame on, and of the first apart.

    `direction_accuracy` counts only films in which a ball moves one way, and asks for the way: four
    answers, so chance is a quarter.
    """
    watcher, films = cast(FilmWatcher, model), Films(split, each)
    random = np.random.default_rng(5)
    found: dict[str, list[Tensor]] = {}
    for frames, happens, kind in films.tables:
        now, so_far = watcher(frames.float())
        order = torch.from_numpy(
            random.permuted(np.tile(np.arange(frames.shape[1]), (each, 1)), axis=1)
        )
        mixed = frames[torch.arange(each)[:, None], order].float()
        shuffled = watcher(mixed)[1][:, -1]
        right = now.argmax(-1) == happens
        parts = {
            "frame_accuracy": right[:, 1:].flatten(),
            "first_frame_accuracy": right[:, 0],
            "film_accuracy": so_far[:, -1].argmax(-1) == kind,
            "shuffled_film_accuracy": shuffled.argmax(-1) == kind,
            "direction_accuracy": (so_far[:, -1, :SIDES].argmax(-1) == kind)[kind < SIDES],
        }
        for name, values in parts.items():
            found.setdefault(name, []).append(values)
    shares = {name: torch.cat(values).float().mean() for name, values in found.items()}
    return {name: round(float(share), 4) for name, share in shares.items()}
