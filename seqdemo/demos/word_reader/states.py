"""Hidden states of many drawn words at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from seqdemo.demos.word_reader.data import IGNORE, DrawnWords
from seqdemo.demos.word_reader.network import WordReader

BATCH = 256


@dataclass(frozen=True, eq=False)
class Read:
    """A batch that was read.

    Attributes:
        hidden: States after each step, (B, T, H).
        letters: What was drawn, (B, T), `IGNORE` beyond the end of a word.
        words: Known word or V, (B,).
    """

    hidden: Tensor
    letters: Tensor
    words: Tensor

    @property
    def real(self) -> Tensor:
        """Which steps belong to a word, (B, T)."""
        return self.letters != IGNORE

    @property
    def last(self) -> Tensor:
        """States after the last letter of each word, (B, H)."""
        rows = torch.arange(len(self.words), device=self.words.device)
        return self.hidden[rows, self.real.sum(1) - 1]


@torch.no_grad()
def read(reader: WordReader, data: DrawnWords, indices: Sequence[int]) -> Iterator[Read]:
    """Read the examples at `indices`, a batch at a time, on the reader's device."""
    device = next(reader.parameters()).device
    for start in range(0, len(indices), BATCH):
        grids, letters, words = data.__getitems__(indices[start : start + BATCH])
        yield Read(reader(grids.to(device)), letters.to(device), words.to(device))


@torch.no_grad()
def read_texts(
    reader: WordReader, data: DrawnWords, texts: Sequence[str], first: int = 0
) -> Iterator[Read]:
    """Read given strings, string i in the hand of address `first + i`."""
    device = next(reader.parameters()).device
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        grids, letters, words = data.draw_texts(part, first + start)
        yield Read(reader(grids.to(device)), letters.to(device), words.to(device))


@torch.no_grad()
def answers(reader: WordReader, batch: Read) -> Tensor:
    """Probability of each word, and of none, at the end of each drawing, (B, V + 1)."""
    return reader.words(batch.last, ended=True).exp()
