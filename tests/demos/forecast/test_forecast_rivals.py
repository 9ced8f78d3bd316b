"""Rivals are what they say, and have the errors that others have published."""

import numpy as np
import pytest

from seqdemo.demos.forecast import autoregression, transform
from seqdemo.demos.forecast.backtest import backtest, measures, origins, scale
from seqdemo.demos.forecast.rivals import BACKTESTS, RIVALS, autoregressive, each, kind_of
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import rides, shipped


def errors_of(name, rival, horizon, stride):
    series = shipped()[name]
    return backtest(BACKTESTS[rival], series, series.test_start, len(series), horizon, stride)


@pytest.mark.parametrize(
    ("series", "rival", "horizon", "stride", "mae"),
    [
        ("airline", "seasonal", 12, 1, 51.46),
        ("airline", "ar", 12, 1, 11.69),
        ("airline", "theta", 12, 1, 29.15),
        ("sunspots", "naive", 1, 1, 14.84),
        ("sunspots", "naive", 12, 12, 23.57),
        ("sunspots", "seasonal", 12, 12, 31.48),
        ("temperatures", "naive", 1, 1, 1.95),
        ("temperatures", "seasonal", 7, 7, 2.97),
    ],
)
def test_rivals_have_the_errors_that_were_measured_elsewhere(series, rival, horizon, stride, mae):
    assert errors_of(series, rival, horizon, stride)["mae"] == pytest.approx(mae, abs=0.006)


def test_rides_as_one_week_before_err_as_in_the_book(data_folder):
    series = rides(data_folder / "series")
    start = int(np.flatnonzero(series.dates == np.datetime64("2019-03-01"))[0])
    errors = backtest(BACKTESTS["seasonal"], series, start, start + 92, 1, 1)
    assert errors["mae"] == pytest.approx(42_143.27, abs=0.01)
    assert len(series.dates) == len(set(series.dates.tolist()))


def test_mase_of_airline_passengers_is_the_published_one():
    assert errors_of("airline", "ar", 12, 1)["mase"] == pytest.approx(0.409, abs=0.001)


def test_autoregression_finds_the_weights_of_an_autoregression():
    rng, values = np.random.default_rng(1), [0.0, 0.0]
    for _ in range(5_000):
        values.append(1.0 + 0.6 * values[-1] - 0.3 * values[-2] + rng.normal())
    series = np.array(values)
    found = autoregression.fit(series, 2, "none").weights
    np.testing.assert_allclose(found, [1.0, 0.6, -0.3], atol=0.06)
    assert autoregression.choose_order(Series("x", "x", "", series), "none") in (2, 3)


def test_autoregression_goes_on_from_its_own_forecasts():
    wave = np.sin(np.arange(60) * 2 * np.pi / 12)
    said = autoregression.fit(wave[:48], 2, "none").forecast(12)
    np.testing.assert_allclose(said[:, 1], wave[48:], atol=1e-6)


@pytest.mark.parametrize("name", RIVALS)
def test_no_rival_looks_past_its_origin(name):
    series = shipped()["airline"]
    other = Series(**{**series.__dict__, "values": series.values.copy()})
    other.values[100:] = 1.0
    np.testing.assert_array_equal(RIVALS[name](series, 100, 12), RIVALS[name](other, 100, 12))


@pytest.mark.parametrize("name", RIVALS)
@pytest.mark.parametrize("values", [np.ones(12), np.arange(9.0), np.r_[np.zeros(8), 1e9]])
def test_rivals_answer_series_that_are_short_or_odd(name, values):
    series = Series("odd", "Odd", "", values.astype(float))
    said = RIVALS[name](series, len(values), 24)
    assert said.shape == (24, 3) and np.isfinite(said).all()
    assert (said[:, 0] <= said[:, 2] + 1e-9).all()


def test_measures_are_what_their_names_say():
    said = np.array([[[0.0, 1.0, 2.0], [0.0, 2.0, 3.0]]])
    found = measures(said, np.array([[2.0, 4.0]]), 0.5)
    assert found["mae"] == 1.5 and found["mase"] == 3.0 and found["coverage80"] == 0.5
    assert found["smape"] == pytest.approx(100 * (2 / 3 + 4 / 6) / 2)


def test_every_horizon_ends_before_the_series_does():
    assert list(origins(120, 144, 12, 1)) == list(range(120, 133))
    assert len(origins(2256, 2820, 12, 12)) == 47


def test_scale_of_mase_is_the_error_in_training_alone():
    series = shipped()["airline"]
    known = series.values[:120]
    assert scale(series, 120) == pytest.approx(np.abs(known[12:] - known[:-12]).mean())


def test_transforms_go_forth_and_back():
    values = np.array([0.5, 1.0, 20.0])
    for kind in ("none", "root", "log"):
        np.testing.assert_allclose(
            transform.backward(transform.forward(values, kind), kind), values
        )


def test_a_logarithm_is_taken_where_swings_grow_with_the_level():
    assert kind_of(shipped()["airline"], 120) == "log"
    assert kind_of(shipped()["sunspots"], 2256) == "root"
    assert kind_of(shipped()["temperatures"], 2920) == "none"
    assert transform.choose(np.array([-1.0] * 60), 12) == "none"


def test_each_fits_anew_at_every_origin():
    series = shipped()["airline"]
    said = each(autoregressive)(series, [120, 121], 3)
    np.testing.assert_allclose(said[1], autoregressive(series, 121, 3))
