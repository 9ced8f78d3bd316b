"""Encoder and decoder of the translator, with and without attention.

Axes: B sentences, K translations in progress of each (beams; 1 in training), S pieces of a source,
T of a target, E features of a piece, H units of a decoder layer, C features of an encoder position
(both directions), V pieces in all.

The encoder is a bidirectional LSTM. What it ends in, the vector, is where the decoder starts. The
decoder's lower layer reads the translation so far and chooses where to look; its upper layer reads
that layer and what was seen. So attention depends on no earlier attention, and in training a whole
sentence is one call of each fused kernel (as in Wu et al., "Google's Neural Machine Translation
System", 2016). "plain" sees the vector in place of what attention finds, at every step the same
(Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from seqdemo.demos.translation.pieces import PAD
from seqdemo.models.attention import DotAttention
from seqdemo.models.recurrent import Recurrent
from seqdemo.models.regularised import locked_dropout, run_both_ways, run_regularised

Kind = Literal["attention", "plain"]


@dataclass(frozen=True)
class TranslatorConfig:
    """Sizes that rebuild a translator; stored on its card.

    Attributes:
        kind: Whether the decoder looks back at the source.
        vocab_size: Pieces, V.
        embed_size: Features of a piece, E; in the source, in the target and in the head.
        encoder_size: Units of each direction of an encoder layer, C / 2.
        encoder_layers: Layers of the encoder.
        decoder_size: Units of each of the decoder's two layers, H.
        attention_size: Units that score a position; unused by "plain".
        dropout: While training: share of features hidden, the same at all steps.
        weight_dropout: While training: share of the decoder's hidden-to-hidden weights left out.
        word_dropout: While training: share of pieces of which nothing is seen.
    """

    kind: Kind
    vocab_size: int
    embed_size: int = 256
    encoder_size: int = 256
    encoder_layers: int = 2
    decoder_size: int = 448
    attention_size: int = 256
    dropout: float = 0.2
    weight_dropout: float = 0.1
    word_dropout: float = 0.1

    @property
    def memory_size(self) -> int:
        """Features of an encoder position, C."""
        return 2 * self.encoder_size


class Memory(NamedTuple):
    """What the decoder has at hand of B sources; made once, however many translations.

    Attributes:
        values: Of each position, (B, S, C).
        keys: What attention's queries are held against, (B, S, A).
        there: Positions that are no padding, (B, S).
        vector: What the encoder ended in, (B, C).
    """

    values: Tensor
    keys: Tensor
    there: Tensor
    vector: Tensor


class Translator(nn.Module):
    """Pieces of a source in, scores of the target's next piece out."""

    def __init__(self, config: TranslatorConfig) -> None:
        super().__init__()
        self.config = config
        memory, hidden = config.memory_size, config.decoder_size
        self.embedding = nn.Embedding(config.vocab_size, config.embed_size, padding_idx=PAD)
        self.encoder = Recurrent(
            "lstm",
            config.embed_size,
            config.encoder_size,
            num_layers=config.encoder_layers,
            bidirectional=True,
        )
        self.start = nn.Linear(memory, 2 * hidden)
        self.lower = Recurrent("lstm", config.embed_size, hidden)
        self.attention = (
            DotAttention(memory, hidden, config.attention_size)
            if config.kind == "attention"
            else None
        )
        self.upper = Recurrent("lstm", hidden + memory, hidden)
        self.mix = nn.Linear(hidden + memory, config.embed_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self._initialise()

    def _initialise(self) -> None:
        for stack in (self.encoder, self.lower, self.upper):
            stack.initialise()
        for matrix in (self.start, self.mix):
            nn.init.xavier_uniform_(matrix.weight)
            nn.init.zeros_(matrix.bias)
        nn.init.normal_(self.embedding.weight, std=self.config.embed_size**-0.5)
        nn.init.zeros_(self.embedding.weight[PAD])

    def embed(self, pieces: Tensor) -> Tensor:
        """Features of pieces, (..., E), of about unit size; some hidden while training."""
        features: Tensor = self.embedding(pieces) * self.config.embed_size**0.5
        if not self.training:
            return features
        seen = torch.rand(pieces.shape, device=pieces.device) >= self.config.word_dropout
        return locked_dropout(features * seen[..., None], self.config.dropout)

    def encode(self, sources: Tensor) -> Memory:
        """Read sources, (B, S): tag, pieces, EOS, PAD."""
        there = sources != PAD
        share = self.config.dropout if self.training else 0.0
        values, vector = run_both_ways(
            self.encoder, self.embed(sources), there.sum(1), dropout=share
        )
        return self.memory_of(self._hide(values), there, vector)

    def memory_of(self, values: Tensor, there: Tensor, vector: Tensor) -> Memory:
        """What the decoder has at hand of what an encoder gave."""
        keys = values[..., :0] if self.attention is None else self.attention.keys(values)
        return Memory(values, keys, there, vector)

    def first(self, memory: Memory) -> tuple[Tensor, Tensor]:
        """State from which the lower layer starts, h and c, each (B, H)."""
        vector = F.dropout(memory.vector, self.config.dropout, self.training)
        hidden, cell_state = torch.tanh(self.start(vector)).chunk(2, dim=1)
        return hidden, cell_state

    def look(self, queries: Tensor, memory: Memory) -> tuple[Tensor, Tensor | None]:
        """What is seen, (B, K, C), by lower states, (B, K, H), and attention's weights."""
        if self.attention is None:
            return memory.vector[:, None].expand(-1, queries.shape[1], -1), None
        weights = self.attention(queries, memory.keys, memory.there)
        return weights.to(memory.values.dtype) @ memory.values, weights

    def forward(self, sources: Tensor, targets: Tensor) -> Tensor:
        """Outputs after each piece of whole translations, (B, T, E); `score` makes logits of them.

        Args:
            sources: Tag, pieces, EOS, PAD, (B, S).
            targets: Tag, pieces, PAD, (B, T).
        """
        memory = self.encode(sources)
        hidden, cell_state = (part[None].contiguous() for part in self.first(memory))
        embedded = self.embed(targets)
        lower = self._run(self.lower, embedded, (hidden, cell_state))
        seen, _ = self.look(lower, memory)
        seen = self._hide(seen)
        together = torch.cat([self._hide(lower), seen], dim=-1)
        upper = self._run(self.upper, together, None)
        return self.output(self._hide(upper), seen)

    def output(self, upper: Tensor, seen: Tensor) -> Tensor:
        """What is said, as features of a piece, (..., E)."""
        mixed: Tensor = self.mix(torch.cat([upper, seen], dim=-1))
        return self._hide(torch.tanh(mixed))

    def score(self, outputs: Tensor) -> Tensor:
        """Logits of the next piece, (..., V), nats, of outputs (..., E)."""
        return F.linear(outputs, self.embedding.weight, self.bias)

    def _run(self, stack: Recurrent, x: Tensor, state: tuple[Tensor, Tensor] | None) -> Tensor:
        """States of one decoder layer over whole sequences, (B, T, H)."""
        share = self.config.weight_dropout if self.training else 0.0
        outputs, _ = run_regularised(stack, x, state, weight_dropout=share, dropout=0.0)
        return outputs

    def _hide(self, x: Tensor) -> Tensor:
        """While training, hide the same features of x, (B, T, F), at all steps."""
        return locked_dropout(x, self.config.dropout) if self.training else x
