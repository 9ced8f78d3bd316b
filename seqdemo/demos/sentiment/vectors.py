"""Word vectors as a tensor, in memory once for all networks."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

from seqdemo.demos.sentiment import shipped


@lru_cache(maxsize=1)
def shared_vectors() -> Tensor:
    """GloVe vectors of the shipped words in whole levels, (V, G), int8; never modify them.

    Raises:
        CheckpointError: If their file is missing or damaged.
    """
    return torch.from_numpy(shipped.known_levels())
