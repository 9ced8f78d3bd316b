"""Autoregression by least squares: order by AIC, forecasts and bands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seqdemo.demos.forecast import transform
from seqdemo.demos.forecast.series import Series, Values

ORDERS = (1, 2, 3, 5, 8, 12, 13, 20, 24, 25, 30, 40, 56)
"""Orders that are tried, beside the seasons' lengths."""

ROWS_PER_WEIGHT = 4
"""Values there must be for each lag: more lags than that fit noise."""

LONGEST_TRAINED = 3_000
"""Values that are fitted to, the latest: enough for any order here."""


@dataclass(frozen=True, eq=False)
class Autoregression:
    """x_t = constant + weights . (x_{t-1}, ..., x_{t-p}), fitted to transformed values.

    Attributes:
        weights: Constant first, then lags from the nearest, (p + 1,).
        values: What it was fitted to, transformed, (N,).
        kind: The transform.
    """

    weights: Values
    values: Values
    kind: transform.Kind

    @property
    def order(self) -> int:
        """Lags, p."""
        return len(self.weights) - 1

    def forecast(self, horizon: int) -> Values:
        """Low, middle and high of an 80 % band, (horizon, 3), in the series' own numbers."""
        middle = self._run(self.values[None, -self.order :], horizon)[0]
        spread = self._errors(horizon)
        band = np.stack([middle + spread[0], middle, middle + spread[1]], -1)
        return transform.backward(band, self.kind)

    def _run(self, pasts: Values, horizon: int) -> Values:
        """Go on from pasts, (B, p), oldest first: (B, horizon)."""
        rows = pasts
        for _ in range(horizon):
            following = self.weights[0] + rows[:, : -self.order - 1 : -1] @ self.weights[1:]
            rows = np.concatenate([rows, following[:, None]], 1)
        return rows[:, -horizon:]

    def _errors(self, horizon: int) -> Values:
        """10 % and 90 % quantiles of its errors so far at each step ahead, (2, horizon)."""
        count = len(self.values) - self.order - horizon + 1
        if count < 10:
            return np.zeros((2, horizon))
        windows = np.lib.stride_tricks.sliding_window_view(self.values, self.order + horizon)
        said = self._run(windows[:, : self.order], horizon)
        return np.asarray(np.quantile(windows[:, self.order :] - said, (0.1, 0.9), axis=0))


def fit(values: Values, order: int, kind: transform.Kind) -> Autoregression:
    """Fit an autoregression to values, (N,), in their own numbers."""
    moved = transform.forward(values[-LONGEST_TRAINED:], kind)
    inputs, target = _rows(moved, order)
    weights = np.asarray(np.linalg.lstsq(inputs, target, rcond=None)[0], np.float64)
    return Autoregression(weights, moved, kind)


def choose_order(series: Series, kind: transform.Kind) -> int:
    """The order with the least AIC, each measured on the same values."""
    moved = transform.forward(series.values[-LONGEST_TRAINED:], kind)
    most = max(1, len(moved) // (ROWS_PER_WEIGHT + 1))
    asked = {*ORDERS, *(s + more for s in series.season for more in (0, 1)), 2 * series.season[0]}
    orders = sorted(order for order in asked if 1 <= order <= most)
    return min(orders, key=lambda order: _aic(moved, order, max(orders)))


def _aic(values: Values, order: int, skipped: int) -> float:
    inputs, target = _rows(values[skipped - order :], order)
    weights = np.linalg.lstsq(inputs, target, rcond=None)[0]
    error = float(((target - inputs @ weights) ** 2).mean())
    return len(target) * float(np.log(max(error, 1e-12))) + 2 * (order + 1)


def _rows(values: Values, order: int) -> tuple[Values, Values]:
    """Constant and lags from the nearest, (N - p, p + 1), and what followed, (N - p,)."""
    windows = np.lib.stride_tricks.sliding_window_view(values, order + 1)
    return np.column_stack([np.ones(len(windows)), windows[:, -2::-1]]), windows[:, -1]
