"""Data sets of films; films of a batch are equally long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.demos.films.kinds import FILMS, LONGEST, SHORTEST
from seqdemo.demos.films.making import film

LENGTHS = range(SHORTEST, LONGEST + 1)
SEEDS = {"train": 11, "valid": 22, "test": 33}


class Films(Dataset[tuple[Tensor, ...]]):
    """As many films of each length, all kinds alike.

    A batch is (frames (B, T, 7, 7), what happens (B, T), kind (B,)), all as long as the film of
    its first index; item i is film `i // 9` of length `4 + i % 9`.
    """

    def __init__(self, split: str, each: int) -> None:
        random = np.random.default_rng(SEEDS[split])
        self.each = each
        self.tables = [_table(length, each, random) for length in LENGTHS]

    def __len__(self) -> int:
        return self.each * len(LENGTHS)

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        frames, happens, kind = self.__getitems__([index])
        return frames[0], happens[0], kind[0]

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, ...]:
        table = self.tables[indices[0] % len(LENGTHS)]
        at = torch.tensor([index // len(LENGTHS) for index in indices])
        frames, happens, kind = (values[at] for values in table)
        return frames.float(), happens, kind


def _table(length: int, each: int, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    films = [film(FILMS[n % len(FILMS)], length, random) for n in range(each)]
    return (
        torch.from_numpy(np.stack([one.frames for one in films]).astype(np.uint8)),
        torch.tensor([one.happens for one in films]),
        torch.tensor([one.kind for one in films]),
    )
