"""Corpus of states: the encoder over windows of the series that ship."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from seqdemo.analysis.corpus import Corpus, as_bytes
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.saturation import Saturation, joined, saturations
from seqdemo.demos.forecast.network import Forecaster
from seqdemo.demos.forecast.places import places
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.tracing import trace


def read_corpus(
    model: Forecaster, progress: Callable[[float], None] = lambda share: None
) -> NetworkCorpus:
    """Have the encoder read windows of all series that ship; the same every time."""
    known, states = places(), []
    gates: Mapping[str, Saturation] = {}
    for n, (series, origin) in enumerate(known.windows):
        layer = trace(model, Ask(series, origin, mode="steps")).layers[0]
        states.append(as_bytes(layer.hidden))
        gates = joined(gates, saturations(layer))
        progress((n + 1) / len(known.windows))
    corpus = Corpus(known.labels, np.concatenate(states, 1), known.starts)
    return NetworkCorpus((corpus,), (gates,))
