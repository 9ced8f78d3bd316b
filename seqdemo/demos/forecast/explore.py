"""Forecasters in the explorer: the encoder reading numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from seqdemo.analysis.corpus import Corpus
from seqdemo.analysis.network_corpus import NetworkCorpus
from seqdemo.analysis.text_properties import Property
from seqdemo.core.trace import Trace
from seqdemo.demos.forecast.cells import UnreadableError
from seqdemo.demos.forecast.own_series import read_series
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.seasons import find_season
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import shipped
from seqdemo.tasks.protocols import CorpusAbout, Explorable

LONGEST = 400
"""Numbers of an input, the latest: the encoder reads the last 72, lags reach further back."""

LEAST = 8


class ExploreForecasters(Explorable):
    """Encoders; an input is numbers with spaces between them, or the name of a series."""

    title = "forecaster"
    networks: Mapping[str, str] = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}
    network = "gru"
    order = 40
    step = "number"
    example = "airline"
    other = "temperatures"
    empty = (
        "There is nothing to read yet: type at least 8 numbers, or airline, sunspots or "
        "temperatures."
    )
    hints: Mapping[str, str] = {
        "states": "units that swing with the season: up in summer, down in winter.",
        "path": "a loop for every year of *airline*: the state goes round and round. Of nights in "
        "Melbourne the weather hides it.",
    }
    corpora: Mapping[str, CorpusAbout] = {
        "own": CorpusAbout(
            title="series that come with the app",
            words="6,500 numbers of sunspots, airline passengers and nights in Melbourne",
            short="the series that come with the app",
        )
    }

    def read(self, model: Any, given: str) -> Trace:
        """Trace of the encoder over the last 72 numbers, each step labelled with its number."""
        from dataclasses import replace

        from seqdemo.demos.forecast.tracing import trace

        series = numbers(given)
        found = trace(model, Ask(series, len(series), mode="steps"))
        last = series.values[-len(found) :]
        return replace(found, inputs=tuple(f"{value:g}" for value in last))

    def readable(self, typed: str) -> str:
        """The name of a series, or numbers; "" if there are too few."""
        if typed.strip() in shipped():
            return typed.strip()
        try:
            values = read_series(typed).series.values[-LONGEST:]
        except UnreadableError:
            return ""
        return " ".join(f"{value:g}" for value in values)

    def corpus(self, model: Any, name: str, progress: Callable[[float], None]) -> NetworkCorpus:
        """What the encoder does over windows of the series that ship."""
        from seqdemo.demos.forecast.corpus import read_corpus

        return read_corpus(model, progress)

    def properties(self, corpus: Corpus) -> Mapping[str, Property]:
        """Level, change and season at every step."""
        from seqdemo.demos.forecast.places import step_properties

        return step_properties()


def numbers(given: str) -> Series:
    """The series of an input.

    Raises:
        ValueError: If it is neither a name nor at least 8 numbers.
    """
    if given in shipped():
        return shipped()[given]
    values = np.array([float(word) for word in given.split()])
    if len(values) < LEAST:
        raise ValueError(f"at least {LEAST} numbers, got {given[:40]!r}")
    return Series("typed", "Typed numbers", "", values, season=find_season(values))


EXPLORE = ExploreForecasters()
