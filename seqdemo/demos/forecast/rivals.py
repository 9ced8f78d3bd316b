"""Rivals of the networks: naive, seasonal naive, autoregression, Theta."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from seqdemo.demos.forecast import autoregression, transform
from seqdemo.demos.forecast.backtest import Forecast
from seqdemo.demos.forecast.series import Series, Values

ALPHA = 0.2
LONGEST_PERIOD = 24
"""Steps of the longest season that Theta takes out; longer ones would need too many values."""

LONGEST_THETA = 400
"""Values that Theta is fitted to, the latest: older ones hardly count."""

One = Callable[[Series, int, int], Values]
"""Series, origin, horizon -> low, middle and high, (horizon, 3)."""


def naive(series: Series, origin: int, horizon: int) -> Values:
    """The last value, again and again."""
    return _lagged(series, origin, horizon, 1)


def seasonal_naive(series: Series, origin: int, horizon: int) -> Values:
    """The value one season before."""
    return _lagged(series, origin, horizon, series.naive_lag)


def theta(series: Series, origin: int, horizon: int) -> Values:
    """Theta by statsmodels (Assimakopoulos and Nikolopoulos, 2000): the M3 competition's winner."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    values = series.values[max(0, origin - LONGEST_THETA) : origin]
    season = series.season[0]
    period = season if 1 < season <= LONGEST_PERIOD and len(values) >= 2 * season else 1
    if np.ptp(values) == 0 or len(values) < 5:
        return naive(series, origin, horizon)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ThetaModel(values, period=period, deseasonalize=period > 1)
        fitted = model.fit(disp=False)
        middle = np.asarray(fitted.forecast(horizon))
        band = np.asarray(fitted.prediction_intervals(horizon, alpha=ALPHA))
    return np.stack([band[:, 0], middle, band[:, 1]], -1)


def autoregressive(series: Series, origin: int, horizon: int, order: int = 0) -> Values:
    """Autoregression by least squares, on the same transform as the networks.

    Args:
        series: The series.
        origin: How many values are known.
        horizon: Steps ahead.
        order: Lags; those with the least AIC unless given.
    """
    known = series.until(origin)
    kind = kind_of(series, origin)
    order = order or autoregression.choose_order(known, kind)
    return autoregression.fit(known.values, order, kind).forecast(horizon)


def kind_of(series: Series, origin: int) -> transform.Kind:
    """The transform that is chosen by the values before an origin."""
    return transform.choose(series.values[:origin], series.season[0] or series.season[1])


def _lagged(series: Series, origin: int, horizon: int, lag: int) -> Values:
    known = series.values[:origin]
    found = np.empty((horizon, 3))
    for step in range(1, horizon + 1):
        back = -(-step // lag) * lag
        if back > len(known):
            back = 1
            middle = known[-1]
        else:
            middle = known[step - back - 1]
        errors = known[back:] - known[:-back]
        spread = np.quantile(errors, (0.1, 0.9)) if len(errors) >= 5 else (0.0, 0.0)
        found[step - 1] = middle + spread[0], middle, middle + spread[1]
    return found


def each(one: One) -> Forecast:
    """A rival to backtest, fitted anew at every origin."""
    return lambda series, at, horizon: np.stack([one(series, n, horizon) for n in at])


def _autoregressions(series: Series, at: Sequence[int], horizon: int) -> Values:
    """The order is chosen once, by the values before the first origin; then fitted anew at each."""
    first = series.until(min(at))
    order = autoregression.choose_order(first, kind_of(series, min(at)))
    return np.stack([autoregressive(series, n, horizon, order) for n in at])


RIVALS: Mapping[str, One] = {
    "naive": naive,
    "seasonal": seasonal_naive,
    "ar": autoregressive,
    "theta": theta,
}
"""Name -> forecast from one origin."""

TITLES: Mapping[str, str] = {
    "naive": "Naive",
    "seasonal": "Seasonal naive",
    "ar": "Autoregression",
    "theta": "Theta",
}

BACKTESTS: Mapping[str, Forecast] = {
    "naive": each(naive),
    "seasonal": each(seasonal_naive),
    "ar": _autoregressions,
    "theta": each(theta),
}
"""Name -> forecast from many origins."""
