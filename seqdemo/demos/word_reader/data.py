"""Dataset of drawn words: example i is always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.counter_random import uniforms
from seqdemo.core.trace import FloatArray
from seqdemo.demos.word_reader.words import NonWords
from seqdemo.handwriting.grids import GRID
from seqdemo.handwriting.hand import Pen, write
from seqdemo.handwriting.script import LETTERS
from seqdemo.handwriting.template_bank import IntArray, Writers

Split = Literal["train", "valid", "test"]
SEEDS = {"train": 11, "valid": 22, "test": 33}
IGNORE = -100
"""Target of a step beyond the end of its word; torch's cross-entropy skips it."""

NOT_A_LETTER = len(LETTERS)
"""Letter class of a blank grid or a scribble."""


@dataclass(frozen=True)
class Mix:
    """What a data set is made of.

    Attributes:
        non_words: Share of strings outside the list.
        scribbles: Share of the remaining examples in which one letter is blank or a scribble.
        commoner_first: Exponent of word frequency: 0 draws all words alike, 1 as language does.
        wrong_cells: Largest number of cells flipped in every letter; each word draws its own.
    """

    non_words: float = 0.2
    scribbles: float = 0.02
    commoner_first: float = 0.4
    wrong_cells: int = 3


class DrawnWords(Dataset[tuple[Tensor, ...]]):
    """Words as sequences of 7x7 grids, made when asked for.

    An item is (grids (T, 7, 7), letters (T,), word ()): letters in 0..26 with `NOT_A_LETTER` last,
    word in 0..V with V for "not a word I know". `__getitems__` makes a batch at once, padded to
    its longest word: grids (B, T, 7, 7) float, letters (B, T) and words (B,) long.
    """

    def __init__(
        self,
        words: Sequence[str],
        split: Split,
        *,
        size: int = 1 << 40,
        mix: Mix | None = None,
        writers: Writers = "train",
        pen: Pen | None = None,
    ) -> None:
        self.words = tuple(words)
        self.size, self.seed = size, SEEDS[split]
        self.mix, self.writers, self.pen = mix or Mix(), writers, pen or Pen()
        self._number = {word: n for n, word in enumerate(self.words)}
        self._non_words = NonWords(self.words)
        rarity = (np.arange(len(self.words)) + 20.0) ** -self.mix.commoner_first
        self._cumulative = np.cumsum(rarity) / rarity.sum()

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        grids, letters, words = self.__getitems__([index])
        return grids[0], letters[0], words[0]

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        addresses = np.asarray(indices, dtype=np.int64)
        uniform = uniforms(self.seed, addresses, 48)
        texts = [self._text(row) for row in uniform]
        return self.draw(texts, addresses, uniform)

    def draw_texts(self, texts: Sequence[str], first: int) -> tuple[Tensor, Tensor, Tensor]:
        """Draw given strings, string i in the hand of address `first + i`."""
        addresses = np.arange(first, first + len(texts), dtype=np.int64)
        return self.draw(texts, addresses, uniforms(self.seed, addresses, 48))

    def draw(
        self, texts: Sequence[str], addresses: IntArray, uniform: FloatArray
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Draw given strings, each in the hand of its address; shapes as in `__getitems__`."""
        lengths = np.array([len(text) for text in texts])
        row = np.repeat(np.arange(len(texts)), lengths)
        place = np.concatenate([np.arange(length) for length in lengths])
        letter = np.array([LETTERS.index(char) for text in texts for char in text])
        grids = self._draw_letters(letter, addresses[row], place, uniform[row])
        words = np.array([self._number.get(text, len(self.words)) for text in texts])
        scribbled = uniform[row, 45] < self.mix.scribbles
        scribbled &= place == (uniform[row, 46] * lengths[row]).astype(int)
        grids[scribbled] = _scribble(self.seed + 9, addresses[row[scribbled]])
        letter[scribbled], words[row[scribbled]] = NOT_A_LETTER, len(self.words)
        padded_grids = np.zeros((len(texts), lengths.max(), GRID, GRID), np.float32)
        padded_letters = np.full(padded_grids.shape[:2], IGNORE, np.int64)
        padded_grids[row, place], padded_letters[row, place] = grids, letter
        return torch.from_numpy(padded_grids), torch.from_numpy(padded_letters), torch.tensor(words)

    def _text(self, uniform: FloatArray) -> str:
        if uniform[0] < self.mix.non_words:
            return self._non_words.make(uniform[2:44])
        return self.words[int(np.searchsorted(self._cumulative, uniform[1]))]

    def _draw_letters(
        self, letters: IntArray, addresses: IntArray, places: IntArray, uniform: FloatArray
    ) -> FloatArray:
        grids = write(
            letters, addresses, places, seed=self.seed, pen=self.pen, writers=self.writers
        )
        if self.mix.wrong_cells == 0:
            return grids
        # Half of the words are drawn without a wrong cell, the others with 1 to `wrong_cells`.
        wrong = np.ceil((uniform[:, 44] * 2 - 1) * self.mix.wrong_cells)
        order = uniforms(self.seed + 5, addresses * 16 + places, GRID * GRID).argsort(1).argsort(1)
        flip = (order < wrong[:, None]).reshape(grids.shape)
        return np.where(flip, 1 - grids, grids).astype(np.float32)


def _scribble(seed: int, addresses: IntArray) -> FloatArray:
    """Blank grids and random cells at random density, (N, 7, 7)."""
    uniform = uniforms(seed, addresses, GRID * GRID + 1)
    density = np.where(uniform[:, :1] < 0.3, 0.0, uniform[:, :1])
    return np.asarray(uniform[:, 1:] < density, np.float32).reshape(-1, GRID, GRID)
