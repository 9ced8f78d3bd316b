"""Many to many on the map of shapes: numbers in, then forecasts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from seqdemo.app import networks
from seqdemo.app.shape import Shape, Typed
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.core.trace_join import joined
from seqdemo.demos.forecast.cells import UnreadableError
from seqdemo.demos.forecast.own_series import read_series
from seqdemo.demos.forecast.page.answers import QUANTILES
from seqdemo.demos.forecast.page.state import NAME
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.series import Series
from seqdemo.web.steps import Band, Column, Number, Text

PAST, AHEAD = 2, 3
"""Steps that are shown of the reading, and of the looking ahead."""


class ForecastShape(Shape):
    """One network reads numbers, and hands its state to one that says what comes."""

    kind = "many to many"
    order = 20
    network = "gru"
    title = "two GRUs, of which the first hands its state to the second"
    example = "10 14 12 11 15 13 12 16 14 13 17 15"
    control = Typed("A few numbers", 200)
    kept = "only what is said after all has been read"
    when = "after the last input; how many come out is another number than how many went in"
    shared = "one set of weights to read with, one to answer with, and the state between them"
    memory = True

    def readable(self, typed: str) -> str:
        """The numbers, if a forecast can be made of them."""
        try:
            series = _series(typed)
        except (UnreadableError, ValueError):
            return ""
        return " ".join(f"{value:g}" for value in series.values)

    def trace(self, given: str) -> Trace:
        """The last numbers read, and the first ones said, as one sequence of states."""
        then = self._asked(given)
        assert then.upstream is not None
        said = then.extras[QUANTILES]
        before = np.zeros((PAST, said.shape[1]), np.float32)
        both = joined(then.upstream[-PAST:], then)
        return replace(both, extras={QUANTILES: np.concatenate([before, said])})

    def columns(self, given: str, trace: Trace) -> Sequence[Column]:
        """A number at each step of the reading, a band at each step ahead."""
        past = _series(given).values[-PAST:]
        read = [Column(Number(float(value))) for value in past]
        said = [
            Column(Text(f"+{ahead}"), _band(row))
            for ahead, row in enumerate(trace.extras[QUANTILES][PAST:], 1)
        ]
        return [*read, *said]

    def link(self, given: str) -> Mapping[str, str]:
        """The same numbers on its page."""
        return {"series": "paste", "values": given, "h": str(AHEAD)}

    def _asked(self, given: str) -> Trace:
        series = _series(given)
        asked = Ask(series, len(series), AHEAD)
        return networks.trace(NAME, self.network, asked, f"shape {given}")


def _band(said: FloatArray) -> Band:
    """Middle and 80 % band of quantiles (Q,)."""
    return Band(float(said[len(said) // 2]), float(said[0]), float(said[-1]))


def _series(given: str) -> Series:
    return read_series(given).series


SHAPE = ForecastShape()
