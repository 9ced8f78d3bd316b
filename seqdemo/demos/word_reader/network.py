"""Network of the word reader: convolution, recurrent layer, heads.

    grid --eye--> features --recurrent--> hidden state --heads--> letter, word, still remembered

The eye looks at one letter only; whatever joins letters to words happens in the recurrent layer.
Every head is linear in the hidden state h_t: what the page shows is in the state, not in the head.
So is the answer: V known words and, in the last place, "not a word I know". Nothing else of earlier
letters reaches it: with another state the answer is another.
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
        words: The known words, a to z only; V of them.
        hidden_size: Units H; a square number makes a square tile.
        eye_size: Features the eye reports of each letter.
        eye_channels: Channels of the eye's first convolution; the other two have twice as many.
        max_letters: Positions the memory probes know.
    """

    cell: CellKind
    words: tuple[str, ...]
    hidden_size: int = 225
    eye_size: int = 96
    eye_channels: int = 24
    max_letters: int = 12


class WordReader(nn.Module):
    """Reads 7x7 grids one by one and says, after each, which word this may become.

    Trained parts: eye, recurrent layer, and three linear heads. Fitted afterwards on states that no
    longer change: `memory_probes`, `temperature` and `refusal`.
    """

    def __init__(self, config: WordReaderConfig) -> None:
        super().__init__()
        self.config = config
        hidden, channels = config.hidden_size, config.eye_channels
        lengths = [len(word) for word in config.words]
        self.eye = nn.Sequential(
            nn.Conv2d(1, channels, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(channels, 2 * channels, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(2 * channels, 2 * channels, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(2 * channels * 4 * 4, config.eye_size),
            nn.ReLU(),
        )
        self.recurrent = Recurrent(config.cell, config.eye_size, hidden)
        self.letter_head = nn.Linear(hidden, LETTER_CLASSES)
        self.word_head = nn.Linear(hidden, len(config.words) + 1)
        self.end_head = nn.Linear(hidden, max(lengths) + 1)
        self.memory_probes = nn.Linear(hidden, config.max_letters * LETTER_CLASSES)
        self.register_buffer("temperature", torch.ones(2))
        self.register_buffer("refusal", torch.zeros(2))
        self.register_buffer("end_row", torch.tensor([0, *lengths]).roll(-1), persistent=False)
        none = torch.zeros(len(config.words) + 1)
        none[-1] = 1.0
        self.register_buffer("none", none, persistent=False)
        self.temperature: Tensor
        self.refusal: Tensor
        self.end_row: Tensor
        self.none: Tensor

    def see(self, grids: Tensor) -> Tensor:
        """The eye alone: grids (..., 7, 7) -> features (..., eye_size)."""
        features: Tensor = self.eye(grids.reshape(-1, 1, *grids.shape[-2:])).reshape(
            *grids.shape[:-2], -1
        )
        return features

    def forward(self, grids: Tensor) -> Tensor:
        """Read words, grids (B, T, 7, 7) of zeros and ones -> hidden states (B, T, H)."""
        hidden: Tensor
        hidden, _ = self.recurrent(self.see(grids))
        return hidden

    def letters(self, hidden: Tensor) -> Tensor:
        """Which letter was just seen: hidden (..., H) -> logits (..., 27), nats."""
        logits: Tensor = self.letter_head(hidden)
        return logits

    def remembered(self, hidden: Tensor) -> Tensor:
        """Which letter stood at each position: hidden (..., H) -> logits (..., max_letters, 27)."""
        logits: Tensor = self.memory_probes(hidden)
        return logits.reshape(*hidden.shape[:-1], self.config.max_letters, LETTER_CLASSES)

    def uncalibrated(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """The answer as it is trained: hidden (..., H) -> logits (..., V + 1), nats.

        Args:
            hidden: The state after some letters.
            ended: Whether the word ends here. If so, each word gains what `end_head` says of its
                length, and "not a word I know" what it says of that: the state has counted the
                letters, and the head reads the count.
        """
        logits: Tensor = self.word_head(hidden)
        return self._ended(logits, hidden) if ended else logits

    def _ended(self, logits: Tensor, hidden: Tensor) -> Tensor:
        of_length: Tensor = self.end_head(hidden)[..., self.end_row]
        return logits + of_length

    def answer(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Which word this is, or none of them: hidden (..., H) -> logits (..., V + 1), nats.

        Affine in the hidden state. The last column is "not a word I know". `temperature` and
        `refusal` have one value while a word may go on, and one for where it ends.
        """
        return self._calibrated(self.uncalibrated(hidden, ended=ended), ended=ended)

    def _calibrated(self, logits: Tensor, *, ended: bool) -> Tensor:
        which = int(ended)
        return logits / self.temperature[which] + self.refusal[which] * self.none

    def words(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Logarithms of the probabilities of `answer`: hidden (..., H) -> (..., V + 1), nats."""
        return self.answer(hidden, ended=ended).log_softmax(-1)

    def both_words(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """`words` where the word goes on, and where it ends: the large head is used once."""
        logits = self.word_head(hidden)
        ended = self._ended(logits, hidden)
        return (
            self._calibrated(logits, ended=False).log_softmax(-1),
            self._calibrated(ended, ended=True).log_softmax(-1),
        )
