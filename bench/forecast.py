"""How fast is a forecast: the network beside what one would otherwise use.

Run it from the root of the project: `seqdemo bench forecast`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from statistics import median
from typing import cast

import numpy as np

from bench._numbers import milliseconds_of
from seqdemo.demos.forecast.evaluation import measured
from seqdemo.demos.forecast.forecasting import ahead, many_step
from seqdemo.demos.forecast.network import Forecaster
from seqdemo.demos.forecast.rivals import autoregressive, theta
from seqdemo.demos.forecast.shipped import shipped
from seqdemo.demos.forecast.task import TASK
from seqdemo.training.device import use_one_thread

HORIZON = 12
TURNS = 7


def measure(turns: int = TURNS) -> dict[str, float]:
    """Measure on one core, all in turns, so that a busy moment hits each.

    The series are the 144 months of airline passengers; a network is trained already, the others
    are fitted at every origin, as they must be.

    Args:
        turns: How often each is timed.

    Returns:
        Milliseconds (medians) of one forecast, 12 months ahead, by the network (`network_ms`),
        autoregression by least squares (`autoregression_ms`), Theta (`theta_ms`) and ETS
        (`ets_ms`, additive errors and trend, multiplicative season), both by statsmodels;
        `network_100_origins_ms` for 100 origins at once; and `airline_mae_ratio`, the network's
        error 1 to 12 months ahead divided by ETS' on the last 24 months.
    """
    use_one_thread()
    model, series = cast(Forecaster, TASK.load()), shipped()["airline"]
    end = len(series)
    origins = range(end - 100, end)
    jobs: dict[str, Callable[[], object]] = {
        "network_ms": lambda: ahead(model, series, [end], HORIZON),
        "network_100_origins_ms": lambda: ahead(model, series, origins, HORIZON),
        "autoregression_ms": lambda: autoregressive(series, end, HORIZON, 24),
        "theta_ms": lambda: theta(series, end, HORIZON),
        "ets_ms": lambda: _ets(series.values),
    }
    for job in jobs.values():
        job()  # what is loaded at the first call is not timed
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(turns):
        for name, job in jobs.items():
            times[name].append(milliseconds_of(job))
    found = {name: round(median(taken), 2) for name, taken in times.items()}
    ours = measured(many_step(model), None)["airline"]["h=12"]["mae"]
    return {**found, "airline_mae_ratio": round(ours / _ets_error(series.values), 3)}


def _ets(values: np.ndarray) -> np.ndarray:
    """Forecast of ETS(A,A,M), (HORIZON,)."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(values, trend="add", seasonal="mul", seasonal_periods=12)
        return np.asarray(model.fit(disp=False).forecast(HORIZON))


def _ets_error(values: np.ndarray) -> float:
    """Its mean absolute error from every origin of the last 24 months."""
    at = range(len(values) - 24, len(values) - HORIZON + 1)
    off = [np.abs(_ets(values[:n]) - values[n : n + HORIZON]).mean() for n in at]
    return float(np.mean(off))
