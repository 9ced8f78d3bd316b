"""Network of the forecaster: an encoder reads, a decoder looks ahead."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from seqdemo.core.trace import CellKind
from seqdemo.demos.forecast.anchors import ANCHORS
from seqdemo.demos.forecast.batched_autoregression import autoregressed
from seqdemo.demos.forecast.features import INPUTS, History, Look
from seqdemo.models.recurrent import Recurrent, State

HORIZON = 24
"""Steps ahead at most."""

WINDOW = 72
"""Values that the encoder reads, one a step."""

REACH = 2 * 366 + 16
"""Values before the window that lags may reach."""

LENGTH = REACH + WINDOW
"""Values of a history, N."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
MIDDLE = QUANTILES.index(0.5)


@dataclass(frozen=True)
class ForecasterConfig:
    """Sizes of a network.

    Attributes:
        cell: Of encoder and decoder.
        hidden_size: Units of each.
        dropout: Share of hidden values zeroed before the heads while training.
        autoregression: Whether the decoder sees, among the plain forecasts, that of an
            autoregression fitted to the history.
    """

    cell: CellKind
    hidden_size: int = 96
    dropout: float = 0.0
    autoregression: bool = True


@dataclass(frozen=True, eq=False)
class Forecasts:
    """What a network says of a batch, in the scale of the histories.

    Attributes:
        steps: Quantiles of the next value after each of the last WINDOW values, (B, WINDOW, Q).
        ahead: Quantiles of the next HORIZON values after the last one, (B, HORIZON, Q).
        scale: Typical error of the plain forecasts in each window, (B, 1).
    """

    steps: Tensor
    ahead: Tensor
    scale: Tensor


class Head(nn.Module):
    """Quantiles: what is leant on, plus an offset and spreads in units of the typical error."""

    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.lean = nn.Linear(hidden_size, len(ANCHORS))
        self.rest = nn.Linear(hidden_size, len(QUANTILES))

    def forward(self, hidden: Tensor, look: Look, scale: Tensor) -> Tensor:
        """Quantiles (B, T, Q), in rising order, of hidden states (B, T, H)."""
        weights = self.weights(hidden, look)
        rest = self.rest(hidden).float()
        middle = (weights * look.anchors).sum(-1, keepdim=True) + scale[..., None] * rest[..., :1]
        spreads = scale[..., None] * nn.functional.softplus(rest[..., 1:])
        low, high = spreads[..., :MIDDLE], spreads[..., MIDDLE:]
        below = middle - low.cumsum(-1).flip(-1)
        return torch.cat([below, middle, middle + high.cumsum(-1)], -1)

    def weights(self, hidden: Tensor, look: Look) -> Tensor:
        """How much each anchor counts, (B, T, len(ANCHORS)); adds up to 1."""
        scores = self.lean(hidden).float()
        weights: Tensor = scores.masked_fill(~look.there, -1e9).softmax(-1)
        return weights


class Forecaster(nn.Module):
    """Encoder over the window, decoder over the horizon; both see features and say quantiles."""

    def __init__(self, config: ForecasterConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Recurrent(config.cell, INPUTS, config.hidden_size)
        self.decoder = Recurrent(config.cell, INPUTS, config.hidden_size)
        self.step_head, self.ahead_head = Head(config.hidden_size), Head(config.hidden_size)
        self.dropout = nn.Dropout(config.dropout)
        for part in (self.encoder, self.decoder):
            part.initialise()

    def forward(self, history: History) -> Forecasts:
        """Both modes for a batch of histories of N >= WINDOW values."""
        reading, ahead = self.looks(history)
        scale = typical_error(reading, history)
        hidden, state = self.encoder(self.inputs(reading))
        steps = self.step_head(self.dropout(hidden), reading, scale)
        hidden, _ = self.decoder(self.inputs(ahead), state)
        return Forecasts(steps, self.ahead_head(self.dropout(hidden), ahead, scale), scale)

    def decoded(self, history: History) -> tuple[Tensor, Tensor]:
        """Hidden states of the decoder, (B, HORIZON, H), and quantiles, (B, HORIZON, Q)."""
        reading, ahead = self.looks(history)
        _, state = self.encoder(self.inputs(reading))
        hidden, _ = self.decoder(self.inputs(ahead), state)
        return hidden, self.ahead_head(hidden, ahead, typical_error(reading, history))

    def looks(self, history: History) -> tuple[Look, Look]:
        """What is known at each step of the encoder, and at each of the decoder."""
        rows, size = history.values.shape
        places = torch.arange(size + HORIZON, device=history.values.device).expand(rows, -1)
        now = places[:, size - WINDOW : size]
        last = places[:, size - 1 : size].expand(-1, HORIZON)
        fitted = autoregressed(history, HORIZON) if self.config.autoregression else None
        return Look(history, now, now + 1), Look(history, last, places[:, size:], fitted)

    def inputs(self, look: Look) -> Tensor:
        """What a step reads, (B, T, INPUTS): features, steps ahead, and how much is known."""
        ahead = (look.target - look.now).to(look.anchors.dtype)[..., None]
        known = look.history.there.to(ahead.dtype).mean(1)[:, None, None].expand_as(ahead)
        return torch.cat([look.features(), ahead / HORIZON, known], -1)


def typical_error(look: Look, history: History) -> Tensor:
    """Mean absolute error of the better of two plain forecasts in the window, (B, 1).

    It is in no gradient: the unit of a forecast is not what depends on a value.
    """
    with torch.no_grad():
        now, size = look.now[:, 1:], history.values.shape[1]
        truth = history.values[:, size - WINDOW + 1 :]
        errors = []
        for anchor in (0, 1, 4):
            off = (look.anchors[:, :-1, anchor] - truth).abs()
            known = (look.there[:, :-1, anchor] & history.there.gather(1, now)).to(off.dtype)
            mean = (off * known).sum(1) / known.sum(1).clamp(min=1)
            errors.append(torch.where(known.sum(1) >= 12, mean, torch.inf))
        best = torch.stack(errors).amin(0)
        best = torch.where(best.isfinite(), best, 0.5)
        return best.clamp(0.02, 2.0)[:, None]


def pinball(said: Tensor, truth: Tensor) -> Tensor:
    """Mean pinball loss over the quantiles: (..., Q) said, (...) true -> (...)."""
    off = truth[..., None] - said
    levels = said.new_tensor(QUANTILES)
    return torch.maximum(levels * off, (levels - 1) * off).mean(-1)


__all__ = ["Forecaster", "ForecasterConfig", "Forecasts", "Head", "State"]
