"""Dataset of words of banked letters, made on the device that trains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from seqdemo.core.counter_random import uniforms
from seqdemo.demos.word_reader.data import IGNORE, NOT_A_LETTER
from seqdemo.demos.word_reader.words import MAX_LETTERS, NonWords
from seqdemo.handwriting.grids import GRID
from seqdemo.handwriting.letter_bank import SLOTS, Bank
from seqdemo.handwriting.script import LETTERS

CELLS = GRID * GRID
NON_WORDS = 0.25
"""Share of strings outside the list; `calibration` brings it back to what visitors draw."""

STRANGE = 200_000
"""How many strings outside the list there are."""

COMMONER_FIRST = 0.3
"""Exponent of word frequency: 0 draws all words alike, 1 as language does."""

SCRIBBLES, SLIPS, SAME = 0.02, 0.04, 0.35
"""Shares of words with one blank or scribbled letter, of letters in a foreign hand, and of words
whose equal letters are equal drawings."""

WRONG_CELLS = 3.5
"""Half of the words have wrong cells: on average as many in a letter, at most."""


class BankedWords(Dataset[tuple[Tensor, ...]]):
    """Words as sequences of 7x7 grids; a batch is a function of its first index.

    `__getitems__` gives grids (B, T, 7, 7) float, letters (B, T) and words (B,) long, on `device`,
    as `DrawnWords` does.

    Args:
        words: The known words, commonest first.
        bank: Letters as `letter_bank` makes them.
        device: Where batches are made.
        seed: Of everything but the bank.
        strange: How many strings outside the list there are.
    """

    def __init__(
        self,
        words: Sequence[str],
        bank: Bank,
        device: torch.device,
        *,
        seed: int = 0,
        strange: int = STRANGE,
    ) -> None:
        self.device, self.seed, self.known = device, seed, len(words)
        rarity = (np.arange(len(words)) + 20.0) ** -COMMONER_FIRST
        cumulative = np.cumsum(rarity) / rarity.sum()
        self._cumulative = torch.tensor(cumulative, dtype=torch.float32, device=device)
        non_words = NonWords(words)
        rows = uniforms(seed + 71, np.arange(strange), 42)
        texts = [*words, *(non_words.make(row) for row in rows)]
        self._texts = torch.tensor([_codes(text) for text in texts], device=device)
        self._lengths = torch.tensor([len(text) for text in texts], device=device)
        self._bank = torch.from_numpy(bank).to(device)
        self._bits = torch.arange(CELLS, device=device)
        self._places = torch.arange(MAX_LETTERS, device=device)

    def __len__(self) -> int:
        return 1 << 40

    def __getitem__(self, index: int) -> tuple[Tensor, ...]:
        grids, letters, words = self.__getitems__([index])
        return grids[0], letters[0], words[0]

    def __getitems__(self, indices: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        draw = _Random(self.seed, indices[0], len(indices), self.device)
        row = self._rows(draw)
        lengths = self._lengths[row]
        # All of MAX_LETTERS: to ask for the longest would make the CPU wait for a GPU.
        real = self._places < lengths[:, None]
        letters = self._texts[row]
        grids = self._grids(draw, letters)
        words = row.clamp(max=self.known)
        scribbled = draw.uniform() < SCRIBBLES
        at = (draw.uniform() * lengths).long()
        spot = scribbled[:, None] & (self._places == at[:, None])
        grids = torch.where(spot[..., None], draw.scribbles(MAX_LETTERS), grids)
        letters = letters.masked_fill(spot, NOT_A_LETTER).masked_fill(~real, IGNORE)
        grids = grids * real[..., None]
        grids = grids.reshape(*letters.shape, GRID, GRID)
        return grids, letters, words.masked_fill(scribbled, self.known)

    def _rows(self, draw: _Random) -> Tensor:
        """Which text each example is, (B,): a known word, or beyond them a string that is none."""
        word = torch.searchsorted(self._cumulative, draw.uniform()).clamp(max=self.known - 1)
        strange = self.known + (draw.uniform() * (len(self._texts) - self.known)).long()
        return torch.where(draw.uniform() < NON_WORDS, strange, word)

    def _grids(self, draw: _Random, letters: Tensor) -> Tensor:
        """Letters (B, T) in a hand a word, with wrong cells, (B, T, 49)."""
        steps, hands = letters.shape[1], len(self._bank)
        hand = (draw.uniform() * hands).long()[:, None].expand_as(letters)
        foreign = (draw.uniform(steps) * hands).long()
        hand = torch.where(draw.uniform(steps) < SLIPS, foreign, hand)
        slot = 1 + (draw.uniform(steps) * (SLOTS - 1)).long()
        slot = torch.where((draw.uniform() < SAME)[:, None], 1, slot)
        slot[:, 0] = 0
        drawn = (self._bank[hand, letters, slot][..., None] >> self._bits) & 1
        wrong = ((draw.uniform() * 2 - 1).clamp(min=0) * WRONG_CELLS / CELLS)[:, None, None]
        return (drawn ^ (draw.uniform(steps, CELLS) < wrong).long()).float()


class _Random:
    """Numbers of one batch, on the device."""

    def __init__(self, seed: int, first: int, size: int, device: torch.device) -> None:
        address = np.random.SeedSequence([seed, first]).generate_state(1, np.uint64)[0]
        self.generator = torch.Generator(device).manual_seed(int(address >> np.uint64(1)))
        self.size, self.device = size, device

    def uniform(self, *shape: int) -> Tensor:
        """Numbers in [0, 1), (B, *shape)."""
        return torch.rand(self.size, *shape, generator=self.generator, device=self.device)

    def scribbles(self, steps: int) -> Tensor:
        """Blank grids and random cells at random density, (B, T, 49)."""
        density = self.uniform(1, 1)
        return (self.uniform(steps, CELLS) < density.where(density >= 0.3, 0.0)).float()


def _codes(text: str) -> list[int]:
    return [LETTERS.index(char) for char in text] + [0] * (MAX_LETTERS - len(text))
