"""Text as windows: 90 % to train on, 10 % to measure."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.vocabulary import IntArray, Vocabulary

Part = Literal["train", "valid"]
TEXT_FILE = "input.txt"
TRAIN_SHARE = 0.9
WINDOW = 256


def read_text(folder: Path | None) -> str:
    """The whole text.

    Raises:
        FileNotFoundError: If it is not there; the message says how to get it.
        ValueError: If it is in another code.
    """
    path = None if folder is None else folder / TEXT_FILE
    if path is None or not path.is_file():
        where = "" if path is None else f" in {path.parent}"
        raise FileNotFoundError(
            f"no {TEXT_FILE}{where}: `seqdemo fetch shakespeare` downloads the text, "
            "or name a folder that holds it with --data"
        )
    try:
        return path.read_bytes().decode("utf-8")  # newlines as they stand, on every system
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is no text in UTF-8: {error}") from error


def part_of(text: str, part: Part) -> str:
    """The characters of a split; they stay in order, so valid text is never near train text."""
    cut = int(TRAIN_SHARE * len(text))
    return text[:cut] if part == "train" else text[cut:]


def check_length(text: str) -> None:
    """Hold a text to the length that training and measuring take.

    Raises:
        ValueError: If it is shorter.
    """
    least = round((WINDOW + 1) / (1 - TRAIN_SHARE))
    if len(text) < least:
        raise ValueError(
            f"the text has {len(text):,} characters; its last tenth is measured on, and measuring "
            f"takes over {WINDOW}: give at least {least:,}"
        )


class TextWindows(Dataset[tuple[Tensor, ...]]):
    """Windows of a text, without end: each pass cuts it at other places, in another order.

    An item is (symbols (T,), next symbols (T,)), long. Item number i is always the same.

    Args:
        text: At least two windows long.
        vocabulary: Knows every character of it.
        window: Characters per item, T.
        seed: Of the cuts and the order.
        size: How many items there are said to be.

    Raises:
        ValueError: If the text is too short, or holds a character that is not known.
    """

    def __init__(
        self,
        text: str,
        vocabulary: Vocabulary,
        *,
        window: int = WINDOW,
        seed: int = 0,
        size: int = 1 << 40,
    ) -> None:
        if len(text) < 2 * window:
            raise ValueError(
                f"the text has {len(text)} characters; training takes at least {2 * window}"
            )
        self.symbols = vocabulary.encode(text)
        self.window, self.seed, self.size = window, seed, size
        self.per_epoch = len(text) // window - 1

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        if not 0 <= index < self.size:
            raise IndexError(f"there are {self.size} windows, no number {index}")
        epoch, place = divmod(index, self.per_epoch)
        start = int(_starts(len(self.symbols), self.window, self.seed, epoch)[place])
        piece = torch.from_numpy(self.symbols[start : start + self.window + 1])
        return piece[:-1], piece[1:]


@lru_cache(maxsize=8)
def _starts(length: int, window: int, seed: int, epoch: int) -> IntArray:
    """Where the windows of one pass begin: another cut and another order each time."""
    per_epoch = length // window - 1
    rng = np.random.default_rng([seed, epoch])
    shift = rng.integers(0, length - 1 - per_epoch * window, endpoint=True)
    order: IntArray = rng.permutation(per_epoch)
    return order * window + shift
