"""Character language model: embedding, recurrent stack, head.

symbol --embedding--> recurrent layers --head--> logits of the next symbol
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind, LayerTrace
from seqdemo.models.recurrent import Recurrent, State
from seqdemo.models.regularised import locked_dropout, run_regularised


@dataclass(frozen=True)
class TextWriterConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        cell: Which recurrence remembers.
        vocab_size: Symbols, V.
        embed_size: Features of a symbol, E.
        hidden_size: Units per layer, H.
        num_layers: Recurrent layers, L.
        dropout: While training: share of features hidden from each layer and from the head.
        embed_dropout: While training: share of features of a symbol hidden from the first layer.
        weight_dropout: While training: share of hidden-to-hidden weights left out of an update.
    """

    cell: CellKind
    vocab_size: int
    embed_size: int = 128
    hidden_size: int = 512
    num_layers: int = 2
    dropout: float = 0.4
    embed_dropout: float = 0.1
    weight_dropout: float = 0.4


class TextWriter(nn.Module):
    """Symbols in, logits of the next symbol out.

    Args:
        config: Sizes.
        symbols: What the V numbers stand for, where that is known.
    """

    def __init__(self, config: TextWriterConfig, symbols: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.config, self.symbols = config, symbols
        self.embedding = nn.Embedding(config.vocab_size, config.embed_size)
        self.recurrent = Recurrent(
            config.cell, config.embed_size, config.hidden_size, num_layers=config.num_layers
        )
        self.head = nn.Linear(config.hidden_size, config.vocab_size)
        nn.init.normal_(self.embedding.weight, std=0.5)  # symbols unlike each other
        self.recurrent.initialise()
        nn.init.zeros_(self.head.bias)

    def forward(self, symbols: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Read a batch of texts.

        Args:
            symbols: Numbers of the symbols, (B, T), long.
            state: Where to start, each (L, B, H): h, or (h, c) for an LSTM; None means zeros.

        Returns:
            Logits of the symbol after each, (B, T, V), nats, and the state at the end.
        """
        features = self.embedding(symbols)
        if self.training:
            hidden, state = self._read_with_noise(features, state)
        else:
            hidden, state = self.recurrent(features, state)
        return self.head(hidden), state

    @torch.inference_mode()
    def trace(
        self, symbols: Tensor, state: State | None = None
    ) -> tuple[tuple[LayerTrace, ...], Tensor]:
        """Read one text, (T,), and keep every state and gate; with logits (T, V), nats."""
        layers = self.recurrent.trace(self.embedding(symbols), state)
        top = torch.from_numpy(layers[-1].hidden).to(self.head.weight)
        return layers, self.head(top).float()

    def _read_with_noise(self, features: Tensor, state: State | None) -> tuple[Tensor, State]:
        config = self.config
        hidden, final = run_regularised(
            self.recurrent,
            locked_dropout(features, config.embed_dropout),
            state,
            weight_dropout=config.weight_dropout,
            dropout=config.dropout,
        )
        return locked_dropout(hidden, config.dropout), final
