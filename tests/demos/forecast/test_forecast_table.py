"""What the tables of errors say, also where a forecast is all but right."""

from __future__ import annotations

import numpy as np
import pytest

from seqdemo.demos.forecast.backtest import scale
from seqdemo.demos.forecast.page.table import markdown, meaning, sentence
from seqdemo.demos.forecast.shipped import shipped


def errors(**sizes: float) -> dict[str, dict[str, float]]:
    rest = {"mase": float("nan"), "smape": 1.0, "coverage80": 0.8}
    return {name: {"mae": size} | rest for name, size in sizes.items()}


@pytest.mark.parametrize(
    ("network", "rival", "said"),
    [
        (11.5, 10.0, "GRU, is 15\N{NO-BREAK SPACE}% worse"),
        (31.0, 10.0, "GRU, errs 3 times as much"),
        (0.02, 0.0, "GRU, errs by 0.02 on average, the winner by 0."),
        (0.02, 1e-13, "the winner by 1\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10⁻¹³."),
        (1e-12, 2e-12, "wins, 50\N{NO-BREAK SPACE}% better than the best rival"),
        (0.0, 0.0, "0\N{NO-BREAK SPACE}%"),
    ],
)
def test_no_error_of_next_to_nothing_makes_a_ratio(network: float, rival: float, said: str) -> None:
    assert said in sentence(errors(gru=network, naive=rival))


def test_no_cell_has_a_computer_s_exponent_or_nan() -> None:
    table = markdown(errors(gru=9.3e-7, naive=1e-13, theta=4e13, seasonal=12.345))
    assert "nan" not in table and "e-" not in table and "e+" not in table
    assert "| 12.35 | – |" in table or "| 12.34 | – |" in table


@pytest.mark.parametrize("name", ["airline", "sunspots", "temperatures"])
def test_the_plain_forecast_that_is_named_is_the_one_that_mase_divides_by(name: str) -> None:
    series = shipped()[name]
    values, before = series.values[: series.test_start], "the value before again"
    lag = 1 if before in meaning(series) else series.naive_lag
    error = np.abs(values[lag:] - values[:-lag]).mean()
    assert scale(series, series.test_start) == pytest.approx(float(error))
    assert (before in meaning(series)) != ("as one season before" in meaning(series))
