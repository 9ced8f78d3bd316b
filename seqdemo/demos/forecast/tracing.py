"""Traces of a forecaster: the encoder reads, the decoder looks ahead."""

from __future__ import annotations

import numpy as np
import torch

from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.forecast.histories import prepare
from seqdemo.demos.forecast.network import WINDOW, Forecaster
from seqdemo.demos.forecast.query import Ask

VALUES, QUANTILES, LEANS = "values", "quantiles", "leans"
"""Names of a trace's extras: values read, (T, 1), and what was said of the next, (T, Q)."""


def trace(model: Forecaster, asked: Ask) -> Trace:
    """Every step: of the encoder, or of the decoder with the encoder as its `upstream`.

    The encoder's step t reads a value and says quantiles of the next one; the decoder's step k says
    quantiles of the value k + 1 ahead, and reads no value.
    """
    device = next(model.parameters()).device
    ready = prepare(asked.series, [asked.origin])
    history = ready.history.to(device)
    with torch.inference_mode():
        said = model(history)
        reading, ahead = model.looks(history)
        layers = model.encoder.trace(model.inputs(reading)[0])
        count = min(asked.origin, WINDOW)
        past = _encoder(asked, layers[0], ready.back(said.steps)[0], count)
        if asked.mode == "steps":
            return past
        state = _last_state(layers[0])
        decoder = model.decoder.trace(model.inputs(ahead)[0, : asked.horizon], state)
        hidden = torch.from_numpy(decoder[0].hidden)[None].to(device)
        weights = model.ahead_head.lean(hidden)
        leans = weights.masked_fill(~ahead.there[:, : asked.horizon], -1e9).softmax(-1)
    return Trace(
        inputs=tuple(asked.series.label(asked.origin + n) for n in range(asked.horizon)),
        layers=decoder,
        extras={
            QUANTILES: ready.back(said.ahead)[0, : asked.horizon].astype(np.float32),
            LEANS: leans[0].cpu().numpy().astype(np.float32),
        },
        upstream=past,
    )


def _encoder(asked: Ask, layer: LayerTrace, quantiles: np.ndarray, count: int) -> Trace:
    """The steps at which there was a value."""
    first = asked.origin - count
    return Trace(
        inputs=tuple(asked.series.label(first + n) for n in range(count)),
        layers=(layer[WINDOW - count :] if count < WINDOW else layer,),
        extras={
            VALUES: asked.series.values[first : asked.origin, None].astype(np.float32),
            QUANTILES: quantiles[-count:].astype(np.float32),
        },
    )


def _last_state(layer: LayerTrace) -> torch.Tensor | tuple[torch.Tensor, torch.Tensor]:
    hidden = torch.from_numpy(layer.hidden[-1:].copy())
    if layer.cell_state is None:
        return hidden
    return hidden, torch.from_numpy(layer.cell_state[-1:].copy())
