"""Network of the word reader: convolution, recurrent layer, heads.

    grid --eye--> features --recurrent--> hidden state --heads--> letter, word, still remembered

The eye looks at one letter only; whatever joins letters to words happens in the recurrent layer.
Every head is linear in the hidden state h_t: what the page shows is in the state, not in the head.
The words are then weighed by how their spelling fits the letters seen; where even the best does
not, it is "not a word I know".
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
        eye_channels: Channels of the eye's first convolution; the second has twice as many.
        max_letters: Positions the memory probes know.
    """

    cell: CellKind
    words: tuple[str, ...]
    hidden_size: int = 196
    eye_size: int = 64
    eye_channels: int = 16
    max_letters: int = 12


class WordReader(nn.Module):
    """Reads 7x7 grids one by one and says, after each, which word this may become.

    Trained parts: eye, recurrent layer, and three linear heads. Fitted afterwards on states that no
    longer change: `memory_probes`, `temperature`, `trust` and `doubt`.
    """

    def __init__(self, config: WordReaderConfig) -> None:
        super().__init__()
        self.config = config
        hidden, longest = config.hidden_size, max(map(len, config.words))
        self.eye = nn.Sequential(
            nn.Conv2d(1, config.eye_channels, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(config.eye_channels, 2 * config.eye_channels, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(2 * config.eye_channels * 4 * 4, config.eye_size),
            nn.ReLU(),
        )
        self.recurrent = Recurrent(config.cell, config.eye_size, hidden)
        self.letter_head = nn.Linear(hidden, LETTER_CLASSES)
        self.word_head = nn.Linear(hidden, len(config.words))
        self.end_head = nn.Linear(hidden, longest)
        self.memory_probes = nn.Linear(hidden, config.max_letters * LETTER_CLASSES)
        self.register_buffer("temperature", torch.ones(()))
        self.register_buffer("trust", torch.zeros(()))
        self.register_buffer("doubt", torch.tensor([0.0, 0.0, 0.0, -4.0]))
        self.register_buffer("spelling", _spelling(config.words, longest), persistent=False)
        lengths = torch.tensor([len(word) for word in config.words])
        self.register_buffer("lengths", lengths, persistent=False)
        self.temperature: Tensor
        self.trust: Tensor
        self.doubt: Tensor
        self.spelling: Tensor
        self.lengths: Tensor

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

    def known(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Which of the known words the state holds: hidden (..., H) -> logits (..., V), nats.

        Args:
            hidden: The state after some letters.
            ended: Whether the word ends here. If so, each word gains what `end_head` says of its
                length: the state has counted the letters, and the head reads the count.
        """
        logits: Tensor = self.word_head(hidden)
        if ended:
            logits = logits + self.end_head(hidden)[..., self.lengths - 1]
        return logits

    def words(self, hidden: Tensor, *, ended: bool) -> Tensor:
        """Which word this is, or none of them: hidden (B, T, H) -> logits (B, T, V + 1), nats.

        Row t speaks of the letters up to t. The state proposes, the letters check: each word's
        logit is that of the state plus how well its spelling fits the letters seen. The last column
        is "not a word I know", from how badly even the likeliest word fits. Rows are normalised:
        their exponentials sum to 1.
        """
        total, least = self.fit(hidden, ended=ended)
        log_p = self.checked(hidden, total, ended=ended)
        odds = self.evidence(log_p, total, least, ended=ended) @ self.doubt[:3] + self.doubt[3]
        known = log_p + F.logsigmoid(-odds)[..., None]
        return torch.cat([known, F.logsigmoid(odds)[..., None]], -1)

    def fit(self, hidden: Tensor, *, ended: bool) -> tuple[Tensor, Tensor]:
        """How well each word's spelling fits the letters seen, two (B, T, V), nats, 0 is perfect.

        For each letter so far: the log-probability of the word's letter minus that of the likeliest
        letter, at least -CONTRADICTION. First the sum of these, then the least.
        """
        seen = self.letters(hidden).log_softmax(-1)
        seen = (seen - seen.max(-1, keepdim=True).values).clamp(min=-CONTRADICTION)
        seen = F.pad(seen, (0, 1), value=-CONTRADICTION)  # the letter beyond a word's end
        steps = seen.shape[1]
        spelled = F.pad(self.spelling, (0, max(0, steps - self.spelling.shape[1])), value=-1)
        spelled = torch.where(spelled < 0, LETTER_CLASSES, spelled)
        each = torch.stack([seen[:, step, spelled[:, step]] for step in range(steps)], 1)
        total, least = each.cumsum(1), each.cummin(1).values
        if ended:
            now = torch.arange(1, steps + 1, device=hidden.device)
            missing = CONTRADICTION * (self.lengths > now[:, None])
            total, least = total - missing, torch.minimum(least, -missing.to(least))
        return total, least

    def checked(self, hidden: Tensor, total: Tensor, *, ended: bool) -> Tensor:
        """The state's words, weighed by their spelling: log-probabilities (B, T, V)."""
        logits = self.known(hidden, ended=ended)
        if ended:
            logits = logits / self.temperature
        return (logits + self.trust * total).log_softmax(-1)

    def evidence(self, log_p: Tensor, total: Tensor, least: Tensor, *, ended: bool) -> Tensor:
        """What speaks for the likeliest word being the one drawn, (B, T, 3), all <= 0.

        Its worst letter, the sum of its letters / 4, and, if the word ended, its log-probability.
        """
        top, word = log_p.max(-1)
        worst = least.gather(-1, word[..., None])[..., 0]
        overall = total.gather(-1, word[..., None])[..., 0].clamp(min=-4 * CONTRADICTION) / 4
        return torch.stack([worst, overall, top if ended else torch.zeros_like(top)], -1)


def _spelling(words: tuple[str, ...], longest: int) -> Tensor:
    rows = [[ord(char) - ord("a") for char in word] for word in words]
    return torch.tensor([row + [-1] * (longest - len(row)) for row in rows])
