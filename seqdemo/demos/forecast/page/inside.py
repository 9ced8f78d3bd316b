"""View "Inside": encoder and decoder unrolled, numbers in, bands out."""

from __future__ import annotations

import numpy as np
import streamlit as st

from seqdemo.app.open_cell import followers
from seqdemo.core.percent import percent
from seqdemo.core.trace import FloatArray, Trace
from seqdemo.demos.forecast.anchors import WORDS
from seqdemo.demos.forecast.page import answers, cell
from seqdemo.demos.forecast.page.state import NETWORKS, STATE
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.series import Series
from seqdemo.web.steps import Band, Column, Number, Text, steps

VALUES, QUANTILES, LEANS = "values", "quantiles", "leans"
"""Extras of a trace, as in `tracing`, which imports torch."""

LARGE = 100_000.0
"""Values from which numbers are shown in thousands."""


def inside(asked: Ask) -> None:
    """The encoder reading the past, and the decoder looking ahead."""
    kind = STATE["cell"]
    trace = answers.trace(kind, asked)
    past = trace.upstream
    assert past is not None
    units = trace.layers[0].hidden_size
    st.markdown(
        "**One step at a time.** The encoder reads the last values, one a step, and says each time "
        f"what it expects next; the thin mark is what came. {_thousands(asked.series)}"
    )
    encoder = STATE.key("#encoder")
    steps(
        past,
        _reading(asked, past),
        key=encoder,
        title=f"Encoder: {NETWORKS[kind]}, {units} units",
        player=False,
        unit=STATE["unit"],
    )
    st.markdown(
        "**Many steps at once.** The decoder starts from the state the encoder ended in, and reads "
        "no value from after the origin: only plain forecasts made of those before it, and what is "
        "known of the day. Below each step is what it leans on most."
    )
    steps(
        trace,
        columns_ahead(asked, trace),
        key=STATE.key("#decoder"),
        title=f"Decoder: {NETWORKS[kind]}, {units} units",
        upstream=encoder,
        step=None if STATE["ahead"] is None else min(STATE["ahead"], len(trace) - 1),
        unit=STATE["unit"],
        on_view=_look,
    )
    cell.opened(asked, trace)


def _look(seen: dict[str, int]) -> list[str]:
    STATE["ahead"], STATE["unit"] = seen["step"], seen["unit"]
    return followers(STATE)


def _reading(asked: Ask, past: Trace) -> list[Column]:
    """Columns of the encoder: step t reads a value and says the next."""
    first, unit = asked.origin - len(past), _unit(asked.series)
    values = asked.series.values
    columns = []
    read = zip(past.extras[VALUES], past.extras[QUANTILES], strict=True)
    for n, (value, said) in enumerate(read):
        following = first + n + 1
        truth = float(values[following]) if following < len(values) else None
        read_now = Number(float(value[0]) / unit)
        columns.append(Column(read_now, _band(said, truth, unit), past.inputs[n]))
    return columns


def columns_ahead(asked: Ask, trace: Trace) -> list[Column]:
    """Columns of the decoder: step k says the value k + 1 ahead."""
    values, unit = asked.series.values, _unit(asked.series)
    columns = []
    told = zip(trace.extras[QUANTILES], trace.extras[LEANS], strict=True)
    for n, (said, leans) in enumerate(told):
        place = asked.origin + n
        truth = float(values[place]) if place < len(values) else None
        best = int(leans.argmax())
        note = f"{WORDS[best]} {percent(leans[best], 0)}"
        columns.append(Column(Text(trace.inputs[n]), _band(said, truth, unit), note))
    return columns


def _thousands(series: Series) -> str:
    return "Numbers are in thousands." if _unit(series) > 1 else ""


def _unit(series: Series) -> float:
    """1, or 1,000 for values so large that they would not fit under a step."""
    return 1_000.0 if float(np.abs(series.values).max()) >= LARGE else 1.0


def _band(said: FloatArray, truth: float | None, unit: float) -> Band:
    """Middle and 80 % band of quantiles (Q,)."""
    low, middle, high = (float(said[n]) / unit for n in (0, len(said) // 2, -1))
    return Band(middle, low, high, None if truth is None else truth / unit)
