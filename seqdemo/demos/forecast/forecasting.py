"""Forecast with a network: quantiles in the series' own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from seqdemo.core.trace import FloatArray
from seqdemo.demos.forecast import transform
from seqdemo.demos.forecast.backtest import Forecast
from seqdemo.demos.forecast.histories import Prepared, prepare
from seqdemo.demos.forecast.network import MIDDLE, QUANTILES, Forecaster, Forecasts
from seqdemo.demos.forecast.series import Series, Values
from seqdemo.models.gates import to_numpy

BATCH = 256
EDGES = [0, MIDDLE, len(QUANTILES) - 1]
"""Places of the 10 %, 50 % and 90 % quantiles."""


@dataclass(frozen=True, eq=False)
class Answer:
    """Quantiles of the next values.

    Attributes:
        quantiles: (horizon, Q), as `QUANTILES`, in the series' own numbers.
        leans: How much of each is one of the plain forecasts, (horizon, len(ANCHORS)).
    """

    quantiles: Values
    leans: FloatArray


def ahead(model: Forecaster, series: Series, origins: Sequence[int], horizon: int) -> Values:
    """Many-step mode: quantiles of the next `horizon` values at each origin, (B, horizon, Q)."""
    return np.concatenate(
        [ready.back(said.ahead)[:, :horizon] for ready, said in _run(model, series, origins)]
    )


def next_step(model: Forecaster, series: Series, origins: Sequence[int]) -> Values:
    """One-step mode: quantiles of the next value at each origin, (B, 1, Q)."""
    return np.concatenate(
        [ready.back(said.steps[:, -1:]) for ready, said in _run(model, series, origins)]
    )


def free_running(model: Forecaster, series: Series, origin: int, horizon: int) -> Values:
    """One-step mode that reads its own medians as if they had come, (horizon, Q).

    Its band is that of one step: it does not know that what it reads is made up.
    """
    said, known = [], series.until(origin)
    for _ in range(horizon):
        said.append(next_step(model, known, [len(known)])[0, 0])
        known = replace(known, values=np.append(known.values, said[-1][MIDDLE]), dates=None)
    return np.stack(said)


def answer(model: Forecaster, series: Series, origin: int, horizon: int) -> Answer:
    """Many-step mode at one origin, with what it leans on."""
    with torch.inference_mode():
        ready = prepare(series, [origin])
        history = ready.history.to(_device(model))
        _, look = model.looks(history)
        hidden, said = model.decoded(history)
        leans = to_numpy(model.ahead_head.weights(hidden, look)[0, :horizon])
    return Answer(ready.back(said)[0, :horizon], leans)


def sensitivity(model: Forecaster, series: Series, origin: int, step: int) -> FloatArray:
    """How the median `step` ahead moves when a value before the origin is 1 higher, (N,).

    With a logarithm percent for percent. The window's mean and spread, by which values are scaled,
    count as constants.

    Args:
        model: The network.
        series: The series.
        origin: How many values are known.
        step: Steps ahead, from 1.
    """
    ready = prepare(series, [origin])
    history = ready.history.to(_device(model))
    values = history.values.clone().requires_grad_()
    said = model(replace(history, values=values)).ahead
    (gradient,) = torch.autograd.grad(said[0, step - 1, MIDDLE], values)
    found = np.zeros(origin, np.float32)
    count = min(origin, gradient.shape[1])
    found[origin - count :] = to_numpy(gradient[0, -count:])
    if ready.kind != "root":
        return found
    # A step of 1 is a smaller one of the root, and the root of the forecast is squared again.
    median, past = ready.back(said)[0, step - 1, MIDDLE], series.values[:origin]
    scaled: FloatArray = found * (np.sqrt(past + 1) - np.sqrt(past)) * 2 * np.sqrt(median)
    return scaled.astype(np.float32)


@torch.inference_mode()
def states_at(model: Forecaster, series: Series, moments: Sequence[int]) -> FloatArray:
    """Hidden states of the encoder after reading up to each moment, (M, H)."""
    ready = prepare(series, moments)
    reading, _ = model.looks(ready.history.to(_device(model)))
    hidden, _ = model.encoder(model.inputs(reading))
    return to_numpy(hidden[:, -1])


def many_step(model: Forecaster) -> Forecast:
    """A network in many-step mode, to backtest."""
    return lambda series, at, horizon: ahead(model, series, at, horizon)[..., EDGES]


def one_step(model: Forecaster) -> Forecast:
    """A network in one-step mode, to backtest one step ahead."""
    return lambda series, at, horizon: next_step(model, series, at)[..., EDGES]


@torch.inference_mode()
def _run(
    model: Forecaster, series: Series, origins: Sequence[int]
) -> list[tuple[Prepared, Forecasts]]:
    first = series.values[: min(origins)]
    kind = transform.choose(first, series.season[0] or series.season[1])
    found = []
    for start in range(0, len(origins), BATCH):
        ready = prepare(series, origins[start : start + BATCH], kind)
        found.append((ready, model(ready.history.to(_device(model)))))
    return found


def _device(model: Forecaster) -> torch.device:
    return next(model.parameters()).device
