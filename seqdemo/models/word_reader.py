"""The word reader: an eye, a memory, and what can be read off the memory.

    grid --eye--> features --recurrent--> hidden state --heads--> letter, word, still remembered

The eye looks at one letter only; whatever joins letters to words happens in the recurrent layer.
Every head is linear in the hidden state h_t: what the page shows is in the state, not in the head.
The word is then checked against the letters seen; where they disagree it is "not a word I know".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import Recurrent

LETTER_CLASSES = 27
"""a..z and "no letter"."""

CONTRADICTION = 20.0
"""Largest disagreement counted for one letter, nats: a letter too many, or plainly another."""


@dataclass(frozen=True)
class WordReaderConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        cell: Which recurrence remembers.
        words: The known words, a to z only; V of them.
        hidden_size: Units H; a square number makes a square tile.
        eye_size: Features the eye reports of each letter.
        max_letters: Positions the memory probes know.
    """

    cell: CellKind
    words: tuple[str, ...]
    hidden_size: int = 196
    eye_size: int = 64
    max_letters: int = 12


class WordReader(nn.Module):
    """Reads 7x7 grids one by one and says, after each, which word this may become.

    Trained parts: eye, recurrent layer, and three linear heads. Fitted afterwards on states that no
    longer change: `memory_probes`, `temperature` and `doubt`.
    """

    def __init__(self, config: WordReaderConfig) -> None:
        super().__init__()
        self.config = config
        hidden, longest = config.hidden_size, max(map(len, config.words))
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
        self.word_head = nn.Linear(hidden, len(config.words))
        self.end_head = nn.Linear(hidden, longest)
        self.memory_probes = nn.Linear(hidden, config.max_letters * LETTER_CLASSES)
        self.register_buffer("temperature", torch.ones(()))
        self.register_buffer("doubt", torch.tensor([0.0, 0.0, 0.0, -4.0]))
        self.register_buffer("spelling", _spelling(config.words, longest), persistent=False)
        lengths = torch.tensor([len(word) for word in config.words])
        self.register_buffer("lengths", lengths, persistent=False)
        self.temperature: Tensor
        self.doubt: Tensor
        self.spelling: Tensor
        self.lengths: Tensor

    def see(self, grids: Tensor) -> Tensor:
        """The eye alone: grids (..., 7, 7) -> features (..., eye_size)."""
        features = self.eye(grids.reshape(-1, 1, *grids.shape[-2:]))
        return torch.reshape(features, (*grids.shape[:-2], -1))

    def forward(self, grids: Tensor) -> Tensor:
        """Read words, grids (B, T, 7, 7) of zeros and ones -> hidden states (B, T, H)."""
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

    def known(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Which of the known words this is: hidden (..., H) -> logits (..., V), nats.

        Args:
            hidden: The state after some letters.
            ended: Whether the word ends here. If so, each word gains what `end_head` says of its
                length: the state has counted the letters, and the head reads the count.
        """
        logits: Tensor = self.word_head(hidden)
        if ended:
            logits = (logits + self.end_head(hidden)[..., self.lengths - 1]) / self.temperature
        return logits

    def words(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Which word this is, or none of them: hidden (B, T, H) -> logits (B, T, V + 1), nats.

        Row t speaks of the letters up to t. The last column is "not a word I know": how far the
        letters seen so far disagree with the spelling of the likeliest word. Rows are normalised:
        their exponentials sum to 1.
        """
        log_p = self.known(hidden, ended=ended).log_softmax(-1)
        evidence = self.disagreement(hidden, log_p, ended=ended)
        odds = evidence @ self.doubt[:3] + self.doubt[3]
        known = log_p + F.logsigmoid(-odds)[..., None]
        return torch.cat([known, F.logsigmoid(odds)[..., None]], -1)

    def disagreement(self, hidden: Tensor, log_p: Tensor, *, ended: bool) -> Tensor:
        """How little the likeliest word fits the letters seen, (B, T, 3), all <= 0 and 0 for a fit.

        For each letter so far: the log-probability of the word's letter minus that of the likeliest
        letter. Features: the least of these, their sum / 4, and, if the word ended, the word's own
        log-probability; nats.
        """
        top, word = log_p.max(-1)
        seen = self.letters(hidden).log_softmax(-1)
        seen = seen - seen.max(-1, keepdim=True).values
        steps = seen.shape[1]
        spelled = self.spelling[word][..., :steps]  # (B, T, S), -1 beyond the word
        spelled = F.pad(spelled, (0, steps - spelled.shape[-1]), value=-1)
        per_letter = (
            seen[:, None].expand(-1, steps, -1, -1).gather(-1, spelled.clamp(min=0)[..., None])
        )
        fit = per_letter[..., 0].masked_fill(spelled < 0, -CONTRADICTION).clamp(min=-CONTRADICTION)
        now = torch.arange(steps, device=hidden.device)
        fit = fit.masked_fill(now > now[:, None], 0.0)  # letters still to come say nothing
        if ended:
            longer = self.lengths[word] > now + 1
            fit = fit - CONTRADICTION * longer[..., None] * (now == now[:, None])
        total = fit.sum(-1).clamp(min=-4 * CONTRADICTION) / 4
        return torch.stack([fit.min(-1).values, total, top if ended else torch.zeros_like(top)], -1)


def _spelling(words: tuple[str, ...], longest: int) -> Tensor:
    rows = [[ord(char) - ord("a") for char in word] for word in words]
    return torch.tensor([row + [-1] * (longest - len(row)) for row in rows])
