"""Cached answers: what networks and rivals say, and how good they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from seqdemo.app import networks
from seqdemo.app.budget import within_budget
from seqdemo.core.card_file import ASSETS
from seqdemo.core.trace import Trace
from seqdemo.demos.forecast import backtest
from seqdemo.demos.forecast.evaluation import Table
from seqdemo.demos.forecast.examples import BASELINES, NETWORK, first_ask, shipped_trace
from seqdemo.demos.forecast.page.fitted import fitted_network
from seqdemo.demos.forecast.page.state import NAME
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.rivals import RIVALS
from seqdemo.demos.forecast.series import Series, Values

OWN_ORIGINS = 12
"""Origins by which forecasts of a visitor's series are measured."""

QUANTILES, LEANS = "quantiles", "leans"
"""Extras of a trace, as in `tracing`, which imports torch."""


@dataclass(frozen=True, eq=False)
class Said:
    """A network's forecast: quantiles (horizon, Q), and what it leans on (horizon, anchors)."""

    quantiles: Values
    leans: Values


def said(kind: str, asked: Ask) -> Said:
    """What a network says; the visitor's own fit if they asked for it."""
    model = fitted_network(asked.series, kind)
    if model is not None:
        from seqdemo.demos.forecast.forecasting import answer

        found = answer(model, asked.series, asked.origin, asked.horizon)
        return Said(found.quantiles, np.asarray(found.leans, np.float64))
    return _said(kind, asked, asked.key)


@within_budget
@st.cache_resource(max_entries=512, show_spinner=False)
def _said(kind: str, _asked: Ask, key: str) -> Said:
    file = shipped_trace(_asked, kind)
    if file is not None and file.is_file():
        extras = networks.example_file(file).extras
        return Said(*(np.asarray(extras[name], np.float64) for name in (QUANTILES, LEANS)))
    found = networks.answer(NAME, kind, _asked)
    return Said(found.quantiles, np.asarray(found.leans, np.float64))


def trace(kind: str, asked: Ask) -> Trace:
    """Every step of encoder and decoder."""
    model = fitted_network(asked.series, kind)
    if model is not None:
        from seqdemo.demos.forecast.tracing import trace as traced

        return traced(model, asked)
    return networks.trace(NAME, kind, asked, asked.key)


def model_of(kind: str, series: Series) -> Any:
    """The network that answers for a series, ready to be worked with."""
    return fitted_network(series, kind) or networks.thinking(NAME, kind)


@st.cache_resource(show_spinner=False)
def untrained(kind: str) -> Any:
    """A network of the same sizes before its first update, to compare with."""
    import torch

    from seqdemo.demos.forecast.task import TASK

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return TASK.model(kind).eval()


@st.cache_resource(max_entries=2048, show_spinner=False)
def rival(name: str, _asked: Ask, key: str) -> Values:
    """Low, middle and high of a rival, (horizon, 3)."""
    if key == first_ask().key and name in (first := baselines().get("first", {})):
        return np.asarray(first[name], np.float64)
    return RIVALS[name](_asked.series, _asked.origin, _asked.horizon)


@st.cache_resource(show_spinner=False)
def baselines() -> Mapping[str, Any]:
    """What was measured of the rivals: "measures" by rival, and their "first" forecasts."""
    found: Mapping[str, Any] = json.loads((ASSETS / NAME / NETWORK / BASELINES).read_text("utf-8"))
    return found


def measured() -> dict[str, Table]:
    """Errors of all networks and rivals on the test parts of the series that come with the app."""
    tables = {kind: networks.card(NAME, kind)["metrics"] for kind in ("rnn", "gru", "lstm")}
    return tables | dict(baselines()["measures"])


@st.cache_resource(max_entries=64, show_spinner="Measuring…")
def own_errors(kind: str, _series: Series, horizon: int, key: str) -> dict[str, dict[str, float]]:
    """Errors of a network and of the rivals on the last fifth of a visitor's series."""
    return errors(networks.thinking(NAME, kind), _series, horizon) | rival_errors(_series, horizon)


def errors(model: Any, series: Series, horizon: int) -> dict[str, dict[str, float]]:
    """Errors of a network on the last fifth of a series, as {"network": ...}."""
    from seqdemo.demos.forecast.forecasting import many_step

    start, stride = own_origins(series, horizon)
    found = backtest.backtest(many_step(model), series, start, len(series), horizon, stride)
    return {"network": found}


def rival_errors(series: Series, horizon: int) -> dict[str, dict[str, float]]:
    """The same of the rivals, from the same origins."""
    from seqdemo.demos.forecast.rivals import BACKTESTS

    start, stride = own_origins(series, horizon)
    return {
        name: backtest.backtest(method, series, start, len(series), horizon, stride)
        for name, method in BACKTESTS.items()
    }


def own_origins(series: Series, horizon: int) -> tuple[int, int]:
    """First origin and stride of at most OWN_ORIGINS origins in the last part of a series."""
    start = min(series.test_start, len(series) - horizon)
    room = len(series) - horizon - start
    return start, max(1, -(-(room + 1) // OWN_ORIGINS))
