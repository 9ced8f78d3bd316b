"""The word reader: an eye, a memory, and what can be read off the memory.

    grid --eye--> features --recurrent--> hidden state --heads--> letter, word, still remembered

The eye looks at one letter only; whatever joins letters to words happens in the recurrent layer.
Every head is linear in the hidden state h_t: what the page shows is in the state, not in the head.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import Recurrent

LETTER_CLASSES = 27
"""a..z and "no letter"."""


@dataclass(frozen=True)
class WordReaderConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        cell: Which recurrence remembers.
        word_lengths: Number of letters of each known word; V words.
        hidden_size: Units H; a square number makes a square tile.
        eye_size: Features the eye reports of each letter.
        max_letters: Positions the memory probes know.
    """

    cell: CellKind
    word_lengths: tuple[int, ...]
    hidden_size: int = 144
    eye_size: int = 64
    max_letters: int = 12


class WordReader(nn.Module):
    """Reads 7x7 grids one by one and says, after each, which word this may become.

    The last word class, number V, is "not a word I know".
    """

    def __init__(self, config: WordReaderConfig) -> None:
        super().__init__()
        self.config = config
        hidden = config.hidden_size
        self.eye = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(32 * 4 * 4, config.eye_size),
            nn.ReLU(),
        )
        self.recurrent = Recurrent(config.cell, config.eye_size, hidden)
        self.letter_head = nn.Linear(hidden, LETTER_CLASSES)
        self.word_head = nn.Linear(hidden, len(config.word_lengths) + 1)
        longest = max(config.word_lengths)
        self.end_head = nn.Linear(hidden, longest + 1)
        self.memory_probes = nn.Linear(hidden, config.max_letters * LETTER_CLASSES)
        self.register_buffer("temperature", torch.ones(()))
        ends = torch.tensor([*(length - 1 for length in config.word_lengths), longest])
        self.register_buffer("end_column", ends, persistent=False)
        self.temperature: Tensor
        self.end_column: Tensor

    def see(self, grids: Tensor) -> Tensor:
        """The eye alone: grids (..., 7, 7) -> features (..., eye_size)."""
        features: Tensor = self.eye(grids.reshape(-1, 1, *grids.shape[-2:]))
        return features.reshape(*grids.shape[:-2], -1)

    def forward(self, grids: Tensor) -> Tensor:
        """Read words, grids (B, T, 7, 7) of zeros and ones -> hidden states (B, T, H)."""
        hidden, _ = self.recurrent(self.see(grids))
        return hidden

    def letters(self, hidden: Tensor) -> Tensor:
        """Which letter was just seen: hidden (..., H) -> logits (..., 27), nats."""
        logits: Tensor = self.letter_head(hidden)
        return logits

    def guesses(self, hidden: Tensor) -> Tensor:
        """Which word this may still become: hidden (..., H) -> logits (..., V + 1), nats."""
        logits: Tensor = self.word_head(hidden)
        return logits

    def answers(self, hidden: Tensor) -> Tensor:
        """Which word this is if it ends here: hidden (..., H) -> logits (..., V + 1), nats.

        The guess, plus how well a word of that many letters would end now: the state has counted
        the letters, and `end_head` reads the count. Divided by the calibrated temperature.
        """
        ending: Tensor = self.end_head(hidden)
        return (self.guesses(hidden) + ending[..., self.end_column]) / self.temperature

    def remembered(self, hidden: Tensor) -> Tensor:
        """Which letter stood at each position: hidden (..., H) -> logits (..., max_letters, 27)."""
        logits: Tensor = self.memory_probes(hidden)
        return logits.unflatten(-1, (self.config.max_letters, LETTER_CLASSES))
