"""Network of the sketch demo: a recurrent decoder, maybe an encoder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence

from seqdemo.demos.sketch.mixture import outputs
from seqdemo.models.recurrent import Recurrent
from seqdemo.models.regularised import locked_dropout, run_regularised

FEATURES = 9
"""dx, dy, pen down, pen up, end; place from the start of the drawing and of the line."""

FAR = 0.1  # places are tens of scales large; so they enter as numbers of about one


@dataclass(frozen=True)
class SketchConfig:
    """Sizes of a network, and the units it draws in.

    Attributes:
        source: The data set it was trained on, one of `SOURCES`.
        scale: What offsets are divided by.
        hidden_size: Units of the decoder.
        mixtures: Gaussians at each step, M.
        latent: Numbers of z, which an encoder makes of a whole drawing; 0 is no encoder.
        encoder_size: Units of the encoder, in each direction.
        categories: Things it can be asked to draw; 0 is whatever the data set holds.
        category_size: Numbers that stand for a thing.
        dropout: Share of the decoder's outputs dropped in training, the same at all steps.
        weight_dropout: Share of its recurrent weights dropped in training.
    """

    source: str
    scale: float
    hidden_size: int = 512
    mixtures: int = 20
    latent: int = 0
    encoder_size: int = 0
    categories: int = 0
    category_size: int = 0
    dropout: float = 0.3
    weight_dropout: float = 0.3

    @property
    def condition_size(self) -> int:
        """Numbers that tell the decoder what to draw."""
        return self.latent + self.category_size


State = tuple[Tensor, Tensor]


class Latent(NamedTuple):
    """What an encoder makes of a drawing: a Gaussian for each number of z, (B, Z) each."""

    mean: Tensor
    log_variance: Tensor

    def sample(self) -> Tensor:
        """One z, (B, Z)."""
        noise = torch.randn_like(self.mean)
        return self.mean + noise * torch.exp(0.5 * self.log_variance)

    def divergence(self) -> Tensor:
        """Kullback-Leibler divergence from a standard normal, (B,), nats."""
        each = self.mean.square() + self.log_variance.exp() - 1 - self.log_variance
        return 0.5 * each.sum(-1)


class SketchNetwork(nn.Module):
    """Sketch-RNN: reads the points so far, says where the next may lie.

    Attributes:
        config: Its sizes.
        updates: Updates so far while training, which the weight of the divergence grows with.
    """

    def __init__(self, config: SketchConfig) -> None:
        super().__init__()
        self.config = config
        condition = config.condition_size
        self.decoder = Recurrent("lstm", FEATURES + condition, config.hidden_size)
        self.decoder.initialise()
        self.head = nn.Linear(config.hidden_size, outputs(config.mixtures))
        if condition:
            self.start = nn.Linear(condition, 2 * config.hidden_size)
        if config.categories:
            self.category = nn.Embedding(config.categories, config.category_size)
        if config.latent:
            self.encoder = Recurrent("lstm", FEATURES, config.encoder_size, bidirectional=True)
            self.encoder.initialise()
            self.latent = nn.Linear(2 * config.encoder_size, 2 * config.latent)
        self.register_buffer("updates", torch.zeros((), dtype=torch.int64))
        self.updates: Tensor

    def forward(
        self, points: Tensor, condition: Tensor | None = None, state: State | None = None
    ) -> tuple[Tensor, State]:
        """Raw parameters of the mixture after each point; see `mixture_of`.

        Args:
            points: Points read, five numbers each, (B, T, 5); a drawing begins with `START`.
            condition: What to draw, (B, C), for a network that is told.
            state: Where to go on from, each (1, B, H); None begins a drawing.

        Returns:
            (B, T, 3 + 6 M) float32, and the decoder's last state.
        """
        return self.read(features(points), condition, state)

    def read(
        self, x: Tensor, condition: Tensor | None, state: State | None
    ) -> tuple[Tensor, State]:
        """The same from features (B, T, FEATURES), for who goes on from the middle of a drawing."""
        x, state = self.told(x, condition, state)
        config = self.config
        if self.training:
            hidden, last = run_regularised(
                self.decoder, x, state, weight_dropout=config.weight_dropout, dropout=0.0
            )
            hidden = locked_dropout(hidden, config.dropout)
        else:
            hidden, last = self.decoder(x, state)
        assert isinstance(last, tuple)
        with torch.autocast(x.device.type, enabled=False):  # bfloat16 would blur level lines
            return self.head(hidden.float()), last

    def told(
        self, x: Tensor, condition: Tensor | None, state: State | None
    ) -> tuple[Tensor, State | None]:
        """Inputs with the condition at every step, and the state a drawing of it begins in."""
        if condition is None:
            return x, state
        state = state or self.start_state(condition)
        return torch.cat([x, condition[:, None].expand(-1, x.shape[1], -1)], dim=2), state

    def condition(
        self, read: Tensor, lengths: Tensor, labels: Tensor, latent: Latent | None = None
    ) -> Tensor | None:
        """What the decoder is told of drawings, (B, C): a code drawn from the encoder, or a thing.

        Args:
            read: The drawings, as `with_ends` gives them.
            lengths: Points of each, (B,).
            labels: What each shows, (B,).
            latent: What the encoder makes of them; it is asked unless given.
        """
        if self.config.latent:
            return (latent or self.encode(read[:, 1:], lengths)).sample()
        told: Tensor | None = self.category(labels) if self.config.categories else None
        return told

    def start_state(self, condition: Tensor) -> State:
        """The state a drawing begins in, from what is to be drawn (B, C)."""
        hidden, cell_state = torch.tanh(self.start(condition))[None].chunk(2, dim=2)
        return hidden.contiguous(), cell_state.contiguous()

    def encode(self, points: Tensor, lengths: Tensor) -> Latent:
        """The encoder's view of whole drawings, (B, T, 5), of these lengths."""
        packed = pack_padded_sequence(
            features(points), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        with torch.autocast(points.device.type, enabled=False):
            _, (last, _) = self.encoder.fused(packed)
            mean, log_variance = self.latent(torch.cat([last[0], last[1]], 1)).chunk(2, 1)
        return Latent(mean, log_variance.clamp(-12, 6))


def with_ends(points: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Drawings as a network reads them, and what the pen does after each point.

    Args:
        points: Offsets and whether the pen is lifted after, (B, T, 3), zeros after the end.
        lengths: (B,).

    Returns:
        Points as five numbers, (B, T + 2, 5): `START` first, the end after the last; and the
        pen's states, (B, T + 1), long: those of the points and of the end.
    """
    batch, steps = points.shape[:2]
    pen = torch.full((batch, steps + 1), 2, dtype=torch.long, device=points.device)
    inside = torch.arange(steps, device=points.device) < lengths[:, None]
    pen[:, :-1] = torch.where(inside, points[..., 2].long(), 2)
    offsets = points.new_zeros(batch, steps + 2, 2)
    offsets[:, 1:-1] = points[..., :2]
    first = torch.zeros_like(pen[:, :1])
    states = nn.functional.one_hot(torch.cat([first, pen], 1), 3).to(points.dtype)
    return torch.cat([offsets, states], dim=2), pen


def features(points: Tensor) -> Tensor:
    """What the network sees at each step, (B, T, FEATURES), from five numbers (B, T, 5).

    Where the pen is could be summed up from the offsets, but a network does that badly, and to
    close a line it must know.
    """
    places = points[..., :2].cumsum(1)
    return torch.cat([points, FAR * places, FAR * (places - _line_starts(points, places))], dim=2)


def _line_starts(points: Tensor, places: Tensor) -> Tensor:
    """Where the line that each point belongs to began, (B, T, 2)."""
    steps = torch.arange(points.shape[1], device=points.device)
    lifted = points[..., 3] > 0.5
    # The next line begins where the pen comes down: at the point after the one it was lifted at.
    after = torch.zeros_like(lifted)
    after[:, 1:] = lifted[:, :-1]
    latest = torch.where(after, steps, 0).cummax(1).values[..., None]
    return places.gather(1, latest.expand_as(places))
