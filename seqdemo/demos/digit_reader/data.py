"""Drawn digits to learn from and to measure with: cells, and shades."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.counter_random import uniforms
from seqdemo.core.trace import FloatArray
from seqdemo.handwriting.hand import Pen, lines, write
from seqdemo.handwriting.letter_bank import letter_bank
from seqdemo.handwriting.script import DIGITS
from seqdemo.handwriting.shades import shades
from seqdemo.handwriting.template_bank import FAR, Writers

SEEDS = {"train": 11, "valid": 22, "test": 33}
SLOPPINESS = (0.6, 1.0, 1.4)
"""Of every three chunks of shaded digits."""

CHUNK = 2_000
BROAD = (1, 7)
"""Digits without holes: a broad pen leaves them what they are."""


FIRST_STEADY = 1 << 20
"""The first of the hands that draw with care for training: nothing else has used them."""

STEADY = Pen(sloppiness=0.3, miss=0.01, stray=0.005)
"""A hand that draws one digit with care, as people do who are asked for one."""


def drawn(count: int, split: str, writers: Writers, pen: Pen = STEADY) -> tuple[FloatArray, Tensor]:
    """Digits as hands draw them, (N, 7, 7) of zeros and ones, and which they are, (N,)."""
    digits, hands = np.arange(count) % 10, np.arange(count) // 10
    grids = write(
        digits,
        hands,
        np.zeros_like(digits),
        seed=SEEDS[split],
        pen=pen,
        writers=writers,
        script=DIGITS,
    )
    return grids, torch.from_numpy(digits)


def practised(count: int) -> tuple[FloatArray, Tensor]:
    """Digits drawn with care by hands to learn from, (N, 7, 7), and which they are, (N,)."""
    parts = []
    for first in range(0, count, CHUNK):
        hands = FIRST_STEADY + (first + np.arange(min(CHUNK, count - first))) // 10
        digits = np.arange(len(hands)) % 10
        same = np.zeros_like(digits)
        parts.append(
            write(
                digits,
                hands,
                same,
                seed=SEEDS["train"],
                pen=STEADY,
                writers="train",
                script=DIGITS,
            )
        )
    return np.concatenate(parts), torch.from_numpy(np.arange(count) % 10)


def shaded(count: int, seed: int) -> tuple[FloatArray, Tensor]:
    """Digits as a scanner sees them, (N, 7, 7) from 0 to 1, and which they are, (N,)."""
    parts = [_shaded(first, min(CHUNK, count - first), seed) for first in range(0, count, CHUNK)]
    return np.concatenate(parts), torch.from_numpy(np.arange(count) % 10)


def _shaded(first: int, count: int, seed: int) -> FloatArray:
    hands = first + np.arange(count)
    digits = hands % 10
    pen = Pen(sloppiness=SLOPPINESS[first // CHUNK % len(SLOPPINESS)])
    found = lines(
        digits,
        hands,
        np.zeros_like(digits),
        seed=seed,
        pen=pen,
        writers="train",
        script=DIGITS,
    )
    chance = uniforms(seed + 7, hands, 3)
    most = np.where(np.isin(digits, BROAD), 2.3, 1.55)
    width = np.asarray(0.75 + chance[:, 0] * (most - 0.75), np.float32)
    narrowed = found.points * np.stack([0.7 + 0.35 * chance[:, 2], np.ones(count)], 1)[:, None]
    points = np.where(found.points < FAR / 2, narrowed, FAR).astype(np.float32)
    return shades(points, width, np.asarray(chance[:, 1] / 2, np.float32))


class TrainingDigits(Dataset[tuple[Tensor, ...]]):
    """Drawn and shaded digits by turns, spoilt a little each time they are asked for.

    A batch is (grids (B, 7, 7), digits (B,)): half of it drawn with care, a quarter in a hurry, a
    quarter shaded. Cells of drawn digits flip, shades get lighter or darker, and what was shaded
    moves by up to a cell.

    Args:
        hands: How many have drawn all digits in a hurry.
        shades: Shaded digits.
        steady: Digits drawn with care.
        processes: That draw at the same time; as many as there are cores unless given.
    """

    def __init__(self, hands: int, shades: int, steady: int, processes: int | None = None) -> None:
        bits = letter_bank(hands, processes, DIGITS)
        cells = (bits[..., None] >> np.arange(49)) & 1
        self.drawn = torch.from_numpy(cells.astype(np.float32).reshape(-1, 7, 7))
        digits = np.broadcast_to(np.arange(10)[None, :, None], bits.shape)
        self.digits = torch.from_numpy(digits.reshape(-1).copy())
        grids, self.shaded_digits = shaded(shades, SEEDS["train"])
        self.shaded = torch.from_numpy(grids)
        careful, self.careful_digits = practised(steady)
        self.careful = torch.from_numpy(careful)

    def __len__(self) -> int:
        return 4 * max(len(self.drawn), len(self.shaded), len(self.careful))

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        grids, digits = self.__getitems__([index])
        return grids[0], digits[0]

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, Tensor]:
        at = torch.as_tensor(indices)
        kind, at = at % 4, at // 4
        hasty = at[kind == 0] % len(self.drawn)
        of = at[kind == 1] % len(self.shaded)
        steady = at[kind > 1] % len(self.careful)
        parts = [
            (_flipped(self.drawn[hasty]), self.digits[hasty]),
            (_spoilt(self.shaded[of]), self.shaded_digits[of]),
            (_flipped(self.careful[steady]), self.careful_digits[steady]),
        ]
        grids, digits = zip(*parts, strict=True)
        return torch.cat(grids), torch.cat(digits)


def _flipped(grids: Tensor) -> Tensor:
    """Drawings with up to one cell of fifty flipped."""
    flips = torch.rand_like(grids) < 0.02 * torch.rand(len(grids), 1, 1)
    return (grids - flips.float()).abs()


def _spoilt(grids: Tensor) -> Tensor:
    """Other pressures, a little noise, and places up to a cell away."""
    count = len(grids)
    pressed = grids ** (0.6 + 0.9 * torch.rand(count, 1, 1))
    noisy = (pressed + 0.06 * torch.randn_like(grids)).clamp(0, 1)
    across, down = (int(torch.randint(-1, 2, ())) for _ in range(2))
    share = 0.6 * torch.rand(count, 1, 1) * (torch.rand(count, 1, 1) < 0.6)
    return (1 - share) * noisy + share * noisy.roll((across, down), (1, 2))
