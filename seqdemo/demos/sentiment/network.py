"""Mood reader: words, a recurrent layer and the mood after each word.

word --GloVe + learned features--> recurrent layer --head--> logit of "positive" after each word

Half of a word's features were learned elsewhere, from billions of words, and stay as they are
(GloVe; Pennington, Socher and Manning, 2014), so that words of which training had none are near
those it had; the rest, zero for such words, is learned here.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, LayerTrace
from seqdemo.demos.sentiment.words import LEVEL
from seqdemo.models.recurrent import Recurrent
from seqdemo.models.regularised import locked_dropout, run_regularised


@dataclass(frozen=True)
class MoodConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        cell: Which recurrence remembers.
        trained: Words with features of their own, N.
        vector_size: Features of a GloVe vector, G.
        learned_size: Features of a word that are learned, F.
        hidden_size: Units, H.
        pooled: Whether the head also sees the largest and the mean state so far; a teacher's does.
        embed_dropout: While training: share of a word's features hidden from the layer.
        weight_dropout: While training: share of hidden-to-hidden weights left out of an update.
        dropout: While training: share of units hidden from the head.
        word_dropout: While training: share of words that read as unknown ones.
        plain_words: While training: share of words whose learned features are hidden, as if they
            had been met nowhere.
    """

    cell: CellKind
    trained: int
    vector_size: int = 100
    learned_size: int = 28
    hidden_size: int = 512
    pooled: bool = False
    embed_dropout: float = 0.25
    weight_dropout: float = 0.3
    dropout: float = 0.5
    word_dropout: float = 0.06
    plain_words: float = 0.1


class MoodReader(nn.Module):
    """Words in, the logit of "positive" after each out.

    Attributes:
        config: Its sizes.
        vectors: GloVe vectors of all known words, (V, G), or their whole levels, int8: a quarter of
            the memory. Not part of the weights.
        learned: Features of the words met in training, (N, F).
        language: Head of the language model that it is first; None when it is done with that.
        temperature: Logits are divided by it: set once, on held-out sentences.
    """

    vectors: Tensor
    temperature: Tensor

    def __init__(self, config: MoodConfig, vectors: Tensor) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("vectors", vectors, persistent=False)
        self.register_buffer("temperature", torch.ones(()))
        self.learned = nn.Embedding(config.trained, config.learned_size)
        size = config.vector_size + config.learned_size
        self.recurrent = Recurrent(config.cell, size, config.hidden_size)
        self.head = nn.Linear(config.hidden_size * (3 if config.pooled else 1), 1)
        self.language: LanguageHead | None = None
        self._initialise()

    def _initialise(self) -> None:
        """Words that have a vector start with nothing beside it; the others unlike each other."""
        strange = (self.vectors[: self.config.trained] == 0).all(1, keepdim=True)
        nn.init.normal_(self.learned.weight, std=0.5)
        self.learned.weight.data.mul_(strange)
        self.learned.weight.data[0] = 0  # an unknown word says nothing
        self.recurrent.initialise()
        nn.init.zeros_(self.head.bias)

    def features(self, ids: Tensor, plain: Tensor | None = None) -> Tensor:
        """Features of words, (B, T) -> (B, T, G + F).

        Args:
            ids: Numbers of the words.
            plain: Where to leave the learned features away, as for a word met nowhere, (B, T).
        """
        met = ids < self.config.trained
        met = met if plain is None else met & ~(plain & (self.vectors[ids] != 0).any(-1))
        learned = self.learned(ids.where(met, 0)) * met[..., None]
        return torch.cat([self.vectors_of(ids), learned], -1)

    def vectors_of(self, ids: Tensor) -> Tensor:
        """GloVe vectors of words, (B, T) -> (B, T, G)."""
        found = self.vectors[ids]
        return found if found.is_floating_point() else found.float() * LEVEL

    def read(self, ids: Tensor) -> Tensor:
        """Hidden states after each word, (B, T) -> (B, T, H); noisy while training."""
        if not self.training:
            quiet: Tensor = self.recurrent(self.features(ids))[0]
            return quiet
        config = self.config
        chance = torch.rand(ids.shape, device=ids.device)
        ids = ids.masked_fill(chance < config.word_dropout, 0)
        features = self.features(ids, chance > 1 - config.plain_words)
        hidden, _ = run_regularised(
            self.recurrent,
            locked_dropout(features, config.embed_dropout),
            None,
            weight_dropout=config.weight_dropout,
            dropout=0.0,
        )
        return hidden

    def forward(self, ids: Tensor) -> Tensor:
        """Logits of "positive" after each word, (B, T) -> (B, T), nats."""
        hidden = self.read(ids)
        return self.judge(locked_dropout(hidden, self.config.dropout) if self.training else hidden)

    def judge(self, hidden: Tensor) -> Tensor:
        """Logits from states, (..., T, H) -> (..., T)."""
        if self.config.pooled:
            count = torch.arange(1, hidden.shape[-2] + 1, device=hidden.device)[:, None]
            so_far = hidden.cummax(-2).values, hidden.cumsum(-2) / count
            hidden = torch.cat([hidden, *so_far], -1)
        logits: Tensor = self.head(hidden)[..., 0] / self.temperature
        return logits

    @torch.inference_mode()
    def trace(self, ids: Tensor) -> tuple[tuple[LayerTrace, ...], Tensor]:
        """Read one sentence, (T,), and keep every state and gate; with logits, (T,)."""
        layers = self.recurrent.trace(self.features(ids))
        top = torch.from_numpy(layers[-1].hidden).to(self.head.weight)
        return layers, self.judge(top).float()


class LanguageHead(nn.Module):
    """Logits of the next word, from the features that words have as inputs (tied embeddings).

    Press and Wolf, "Using the Output Embedding to Improve Language Models", 2017.
    """

    def __init__(self, config: MoodConfig) -> None:
        super().__init__()
        self.bend = nn.Linear(config.hidden_size, config.vector_size + config.learned_size)
        self.bias = nn.Parameter(torch.zeros(config.trained))
        self.share = config.dropout / 2

    def forward(self, hidden: Tensor, features: Tensor) -> Tensor:
        """Logits (M, N) of the N trained words after states (M, H), from their features (N, E)."""
        hidden = nn.functional.dropout(hidden, self.share, self.training)
        logits: Tensor = nn.functional.linear(self.bend(hidden), features, self.bias)
        return logits
