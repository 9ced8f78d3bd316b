"""Word language model with tied embeddings, from one or both sides.

word --embedding--> recurrent layer --projection--> embedding, transposed --> logits of the next

The network that fills a blank has a second layer that reads from the right; both share the
embedding (as in Peters et al., "Deep contextualized word representations", 2018). The output uses
the embedding again (Press and Wolf, "Using the Output Embedding to Improve Language Models", 2017).
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Literal, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.core.trace import CellKind
from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.regularised import locked_dropout, run_regularised

Side = Literal["left", "right"]


@dataclass(frozen=True)
class WordModelConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        cell: Which recurrence remembers.
        vocab_size: Words, V.
        embed_size: Features of a word, E.
        hidden_size: Units of the recurrent layer, H.
        chrono: Longest time, in words, for which the gates of an LSTM or a GRU are set in the
            beginning; 0 for the usual start.
        both_sides: Whether there is a second layer that reads from the right.
        word_dropout: While training: share of the vocabulary that is blank in an update.
        embed_dropout: While training: share of a word's features hidden from the layer.
        weight_dropout: While training: share of hidden-to-hidden weights left out of an update.
        dropout: While training: share of units hidden from the projection.
    """

    cell: CellKind
    vocab_size: int
    embed_size: int
    hidden_size: int
    chrono: int = 0
    both_sides: bool = False
    word_dropout: float = 0.0
    embed_dropout: float = 0.0
    weight_dropout: float = 0.0
    dropout: float = 0.0


class WordReader(nn.Module):
    """A recurrent layer with its projection back to the size of the embedding."""

    def __init__(self, config: WordModelConfig) -> None:
        super().__init__()
        self.config = config
        self.recurrent = Recurrent(config.cell, config.embed_size, config.hidden_size)
        self.project = nn.Linear(config.hidden_size, config.embed_size)
        self.recurrent.initialise()
        if config.chrono:
            self._set_gates(config.chrono)

    @torch.no_grad()
    def _set_gates(self, longest: int) -> None:
        """Let gated units forget after 1 to `longest` words (Tallec and Ollivier, 2018)."""
        size, bias = self.config.hidden_size, cast(Tensor, self.recurrent.fused.bias_ih_l0)
        times = torch.empty(size).uniform_(1, longest - 1).log_()
        bias[size : 2 * size] = times  # an LSTM's forget gate, a GRU's z: both keep what was
        if self.config.cell == "lstm":
            bias[:size] = -times

    def forward(self, features: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Hidden states (B, T, H) over features (B, T, E), and the state at the end."""
        if not self.training:
            hidden, state = self.recurrent(features, state)
            return hidden, state
        config = self.config
        # Under autocast cuDNN's layers compute in float16 whatever is asked, and a gradient of a
        # mean over thousands of words vanishes there; float32 on tensor cores costs little more.
        with torch.autocast("cuda", enabled=False) if features.is_cuda else nullcontext():
            hidden, state = run_regularised(
                self.recurrent,
                locked_dropout(features, config.embed_dropout),
                state,
                weight_dropout=config.weight_dropout,
                dropout=0.0,
            )
        return locked_dropout(hidden, config.dropout), state


class WordModel(nn.Module):
    """Words in, logits of the word beside them out.

    Attributes:
        frequency: Of a network for both sides: log-probability of each word without its
            neighbours, (V,), nats.
        blend: And how both sides are weighed to fill a blank, (3,); see `reading.mixed`.
    """

    frequency: Tensor
    blend: Tensor

    def __init__(self, config: WordModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab_size, config.embed_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self.left = WordReader(config)
        self.right = WordReader(config) if config.both_sides else None
        if config.both_sides:
            self.register_buffer("frequency", torch.zeros(config.vocab_size))
            self.register_buffer("blend", torch.ones(3))
        nn.init.normal_(self.embedding.weight, std=0.1)

    def reader(self, side: Side) -> WordReader:
        """The layer that reads from a side.

        Raises:
            ValueError: If this network does not read from the right.
        """
        found = self.left if side == "left" else self.right
        if found is None:
            raise ValueError("this network reads from the left only")
        return found

    def read(
        self, words: Tensor, side: Side = "left", state: State | None = None
    ) -> tuple[Tensor, State]:
        """Hidden states (B, T, H) over words (B, T) in the order they are read, and the last."""
        hidden, final = self.reader(side)(self._features(words), state)
        return hidden, final

    def score(self, hidden: Tensor, side: Side = "left") -> Tensor:
        """Logits (..., V) of the word after each hidden state (..., H), nats."""
        return F.linear(self.reader(side).project(hidden), self.embedding.weight, self.bias)

    def forward(
        self, words: Tensor, side: Side = "left", state: State | None = None
    ) -> tuple[Tensor, State]:
        """Logits (B, T, V) of the word after each of words (B, T), nats, and the last state."""
        hidden, state = self.read(words, side, state)
        return self.score(hidden, side), state

    def _features(self, words: Tensor) -> Tensor:
        weight, share = self.embedding.weight, self.config.word_dropout
        if self.training and share > 0:
            kept = torch.empty(len(weight), 1, device=weight.device).bernoulli_(1 - share)
            weight = weight * kept / (1 - share)
        return F.embedding(words, weight)
