"""Network of the digit reader: 49 cells, one hidden layer, ten digits.

    hidden = tanh(W1 cells + b1),  logits = W2 hidden + b2

Nothing goes from one drawing to the next: each is read as if it were the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

from seqdemo.handwriting.grids import CELLS
from seqdemo.handwriting.script import DIGITS


@dataclass(frozen=True)
class DigitReaderConfig:
    """Sizes that rebuild the network; stored in its card.

    Attributes:
        hidden_size: Units H; a square number makes a square tile.
    """

    hidden_size: int = 400


class DigitReader(nn.Module):
    """Feed-forward network: grids (B, 7, 7) to logits (B, 10)."""

    def __init__(self, config: DigitReaderConfig) -> None:
        super().__init__()
        self.config = config
        self.hidden = nn.Linear(CELLS, config.hidden_size)
        self.output = nn.Linear(config.hidden_size, len(DIGITS.symbols))

    def units(self, grids: Tensor) -> Tensor:
        """Values of the hidden units, grids (B, 7, 7) from 0 to 1 -> (B, H) from -1 to 1."""
        return self.hidden(grids.flatten(1)).tanh()  # type: ignore[no-any-return]

    def forward(self, grids: Tensor) -> Tensor:
        """Logits of the digits, (B, 10), nats."""
        logits: Tensor = self.output(self.units(grids))
        return logits
