"""Networks that watch films: with a memory, or each frame alone.

    frame --layer--> units --heads--> what happens now, what kind of film this is

In the network with a memory the layer is a recurrent one; in the other it is linear with a tanh,
and what it says of the film is the mean of what it says of the frames.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn

from seqdemo.core.trace import LayerTrace
from seqdemo.demos.films.kinds import FILMS, FRAMES
from seqdemo.handwriting.grids import CELLS
from seqdemo.models.recurrent import Recurrent


@dataclass(frozen=True)
class FilmConfig:
    """Sizes that rebuild a network; stored in its card.

    Attributes:
        memory: Whether its layer is recurrent, a GRU.
        hidden_size: Units H of it, in each direction.
        num_layers: Recurrent layers on top of each other.
        both_ways: Whether a second GRU reads the film from its end.
    """

    memory: bool = True
    hidden_size: int = 64
    num_layers: int = 1
    both_ways: bool = False


class FilmWatcher(nn.Module):
    """Frames (B, T, 7, 7) in, logits of what happens and of the film out."""

    def __init__(self, config: FilmConfig) -> None:
        super().__init__()
        self.config = config
        self.layer: Recurrent | nn.Linear = (
            Recurrent(
                "gru",
                CELLS,
                config.hidden_size,
                num_layers=config.num_layers,
                bidirectional=config.both_ways,
            )
            if config.memory
            else nn.Linear(CELLS, config.hidden_size)
        )
        width = config.hidden_size * (2 if config.both_ways else 1)
        self.frame_head = nn.Linear(width, len(FRAMES))
        self.film_head = nn.Linear(width, len(FILMS))

    def units(self, frames: Tensor) -> Tensor:
        """Units after each frame, frames (B, T, 7, 7) -> (B, T, H), or 2H if it reads both ways."""
        cells = frames.flatten(2)
        if isinstance(self.layer, Recurrent):
            hidden: Tensor = self.layer(cells)[0]
            return hidden
        return self.layer(cells).tanh()  # type: ignore[no-any-return]

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of what happens at each frame, (B, T, 8), and of the film so far, (B, T, 9).

        The film so far is told from the last state; without memory, from the mean of all frames'.
        """
        return self.heads(self.units(frames))

    def heads(self, units: Tensor) -> tuple[Tensor, Tensor]:
        """The same of units that are known, (..., T, H)."""
        films: Tensor = self.film_head(units)
        if not self.config.memory:
            counts = films.new_ones(films.shape[-2]).cumsum(0)[:, None]
            films = films.cumsum(-2) / counts
        return self.frame_head(units), films

    def trace_layers(self, frames: Tensor) -> tuple[LayerTrace, ...]:
        """Records of the layers over one film, (T, 7, 7)."""
        if isinstance(self.layer, Recurrent):
            return self.layer.trace(frames.flatten(1))
        return (LayerTrace("rnn", self.units(frames[None])[0].numpy()),)
