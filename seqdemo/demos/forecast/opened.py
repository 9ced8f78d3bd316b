"""Open the decoder: its weights and what it read at every step ahead."""

from __future__ import annotations

import torch

from seqdemo.analysis.cell_sums import OpenedLayer
from seqdemo.core.trace import Trace
from seqdemo.demos.forecast.anchors import WORDS
from seqdemo.demos.forecast.histories import prepare
from seqdemo.demos.forecast.network import Forecaster
from seqdemo.demos.forecast.query import Ask
from seqdemo.tasks.opened import opened_layer

_DAYS = ("weekday", "Saturday", "Sunday or holiday")
_WHEN = ("then", "now", "a season before", "a year before")
READ = (
    "last value",
    *(f"{words}, above the last" for words in WORDS[1:]),
    *(f"{words} is known" for words in WORDS[1:]),
    *(f"{when}: {day}" for when in _WHEN for day in _DAYS),
    "steps ahead",
    "share known",
)
"""The inputs of a step, in words, in the order of `Forecaster.inputs`."""


@torch.inference_mode()
def opened(model: Forecaster, asked: Ask, trace: Trace) -> OpenedLayer:
    """The decoder with what it read."""
    history = prepare(asked.series, [asked.origin]).history.to(next(model.parameters()).device)
    x = model.inputs(model.looks(history)[1])[0, : asked.horizon]
    return opened_layer(model.decoder.fused, x, trace.layers, name=READ.__getitem__)
