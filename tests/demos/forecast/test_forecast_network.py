"""The network looks at nothing later, and all its views say the same."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from seqdemo.demos.forecast.anchors import ANCHORS, WORDS
from seqdemo.demos.forecast.batched_autoregression import ORDER, autoregressed
from seqdemo.demos.forecast.features import KINDS, History
from seqdemo.demos.forecast.forecasting import (
    ahead,
    answer,
    free_running,
    next_step,
    sensitivity,
    states_at,
)
from seqdemo.demos.forecast.histories import prepare
from seqdemo.demos.forecast.network import (
    HORIZON,
    LENGTH,
    MIDDLE,
    QUANTILES,
    WINDOW,
    Forecaster,
    ForecasterConfig,
    pinball,
)
from seqdemo.demos.forecast.query import Ask
from seqdemo.demos.forecast.season_units import moments, season_unit
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import shipped
from seqdemo.demos.forecast.tracing import trace

CELLS = ("rnn", "gru", "lstm")


def network(cell="gru"):
    torch.manual_seed(3)
    return Forecaster(ForecasterConfig(cell, 16)).eval()


@pytest.fixture(scope="module")
def airline():
    return shipped()["airline"]


@pytest.mark.parametrize("cell", CELLS)
def test_what_comes_after_the_origin_changes_nothing(cell, airline):
    model = network(cell)
    other = replace(airline, values=np.r_[airline.values[:110], np.full(34, 9_999.0)])
    np.testing.assert_array_equal(ahead(model, airline, [110], 24), ahead(model, other, [110], 24))
    np.testing.assert_array_equal(next_step(model, airline, [110]), next_step(model, other, [110]))


def test_quantiles_rise(airline):
    said = ahead(network(), airline, range(20, 140, 10), 24)
    assert said.shape == (12, 24, len(QUANTILES)) and (np.diff(said, axis=-1) >= 0).all()


@pytest.mark.parametrize("name", ["airline", "sunspots", "temperatures"])
def test_an_origin_is_answered_the_same_alone_and_among_others(name):
    series, model = shipped()[name], network()
    together = ahead(model, series, [100, 130], 12)
    np.testing.assert_allclose(together[:1], ahead(model, series, [100], 12), rtol=1e-4)


def test_a_series_in_other_units_gets_the_same_forecast_in_those_units():
    rng, model = np.random.default_rng(0), network()
    values = rng.normal(size=150).cumsum() - 50
    one = Series("a", "A", "", values, season=(7, 0))
    other = replace(one, values=3.0 * values - 400.0)
    np.testing.assert_allclose(
        3.0 * ahead(model, one, [150], 12) - 400.0, ahead(model, other, [150], 12), atol=0.02
    )


@pytest.mark.parametrize("cell", CELLS)
def test_the_trace_says_what_the_network_answers(cell, airline):
    model = network(cell)
    asked = Ask(airline, 132, 12)
    found, said = trace(model, asked), answer(model, airline, 132, 12)
    np.testing.assert_allclose(found.extras["quantiles"], said.quantiles, rtol=1e-4)
    np.testing.assert_allclose(found.extras["leans"], said.leans, atol=1e-5)
    np.testing.assert_allclose(said.leans.sum(1), 1, atol=1e-5)
    past = found.upstream
    assert len(found) == 12 and len(past) == WINDOW and past.inputs[-1] == "1959-12"
    np.testing.assert_allclose(
        past.extras["quantiles"][-1], next_step(model, airline, [132])[0, 0], rtol=1e-4
    )
    np.testing.assert_allclose(found.layers[0].initial_hidden, past.layers[0].hidden[-1], atol=1e-6)


def test_a_short_series_has_a_trace_of_its_own_length(airline):
    found = trace(network(), Ask(airline, 10, mode="steps"))
    assert (
        len(found) == 10 and found.extras["values"][:, 0].tolist() == airline.values[:10].tolist()
    )


@pytest.mark.parametrize("step", [1, 7])
def test_sensitivity_is_the_derivative(step):
    rng = np.random.default_rng(2)
    series = Series("a", "A", "", rng.normal(size=200).cumsum(), season=(12, 0))
    model = network().double()
    history = prepare(series, [200]).history
    history = replace(history, values=history.values.double(), kinds=history.kinds.double())

    def said(values):
        return model(replace(history, values=values)).ahead[0, step - 1, MIDDLE]

    values = history.values.clone().requires_grad_()
    (slope,) = torch.autograd.grad(said(values), values)
    found = sensitivity(network(), series, 200, step)
    np.testing.assert_allclose(found, slope[0, -200:].numpy(), atol=1e-4)
    assert np.abs(found[-1]) > 1e-4


def test_free_running_begins_as_one_step_does_and_reads_its_own_medians(airline):
    model = network()
    free = free_running(model, airline, 120, 3)
    np.testing.assert_allclose(free[0], next_step(model, airline, [120])[0, 0], rtol=1e-6)
    made_up = replace(airline, values=np.append(airline.values[:120], free[0, MIDDLE]), dates=None)
    np.testing.assert_allclose(free[1], next_step(model, made_up, [121])[0, 0], rtol=1e-5)


def test_anchors_are_the_plain_forecasts_they_are_called(airline):
    ready = prepare(airline, [120])
    _, look = network().looks(ready.history)
    plain = ready.back(look.anchors)[0]
    known = airline.values
    np.testing.assert_allclose(plain[:, ANCHORS.index("last")], known[119], rtol=1e-5)
    np.testing.assert_allclose(plain[:12, ANCHORS.index("season")], known[108:120], rtol=1e-5)
    np.testing.assert_allclose(plain[12:, ANCHORS.index("season")], known[108:120], rtol=1e-5)
    change = np.log(known[108:120]) + np.log(known[119]) - np.log(known[107])
    np.testing.assert_allclose(
        plain[:12, ANCHORS.index("season + change")], np.exp(change), rtol=1e-4
    )
    assert not look.there[..., ANCHORS.index("year")].any() and len(WORDS) == len(ANCHORS)


def test_like_day_is_the_last_day_of_the_same_kind():
    kinds = torch.zeros(1, LENGTH + HORIZON, KINDS)
    kinds[:, :, 0] = 1
    for place in (LENGTH - 5, LENGTH + 2):
        kinds[0, place] = torch.tensor([0.0, 0.0, 1.0])
    values = torch.arange(LENGTH, dtype=torch.float32)[None]
    there = torch.ones(1, LENGTH, dtype=torch.bool)
    history = History(values, there, torch.tensor([[7, 0]]), kinds)
    _, look = network().looks(history)
    like = look.anchors[0, :, ANCHORS.index("like day")]
    assert like[2] == LENGTH - 5 and like[0] == LENGTH - 1


def test_the_batched_autoregression_goes_on_with_a_wave():
    time = torch.arange(LENGTH + HORIZON, dtype=torch.float32)
    wave = torch.sin(time * 2 * np.pi / 17)[None]
    there = torch.ones(1, LENGTH, dtype=torch.bool)
    zeros = torch.zeros(1, LENGTH + HORIZON, KINDS)
    history = History(wave[:, :LENGTH], there, torch.zeros(1, 2, dtype=torch.long), zeros)
    said, known = autoregressed(history, HORIZON)
    assert known.all()
    np.testing.assert_allclose(said, wave[:, LENGTH:], atol=0.02)
    short = replace(history, there=there & (torch.arange(LENGTH) >= LENGTH - ORDER))
    assert not autoregressed(short, HORIZON)[1].any()


def test_pinball_is_least_at_the_quantile():
    draws = torch.linspace(0, 1, 1001)
    grid = torch.linspace(0, 1, 101)
    losses = [pinball(one.expand(1001, len(QUANTILES)), draws).mean() for one in grid]
    assert abs(float(grid[int(torch.stack(losses).argmin())]) - 0.5) < 0.02


def test_a_unit_that_repeats_is_found_among_noise():
    at = moments(400, 20)
    states = np.random.default_rng(0).normal(size=(len(at), 5)).astype(np.float32)
    states[:, 3] = np.sin(2 * np.pi * np.array(at) / 20)
    found = season_unit(states, at, 20)
    assert found.unit == 3 and found.share > 0.99
    assert states_at(network(), shipped()["airline"], [50, 60]).shape == (2, 16)


@pytest.mark.parametrize("origin", [8, 30, 144])
@pytest.mark.parametrize("season", [(0, 0), (12, 0), (0, 132), (7, 365), (366, 366)])
def test_any_origin_and_season_is_answered_with_finite_numbers(origin, season, airline):
    said = ahead(network(), airline.with_season(season), [origin], 24)
    assert np.isfinite(said).all()


def test_a_constant_series_is_forecast_as_constant():
    series = Series("flat", "Flat", "", np.full(40, 7.0))
    np.testing.assert_allclose(ahead(network(), series, [40], 12)[..., MIDDLE], 7.0, atol=0.05)


@pytest.mark.parametrize(("origin", "horizon"), [(3, 12), (145, 12), (100, 0), (100, 25)])
def test_a_query_out_of_bounds_is_refused(origin, horizon, airline):
    with pytest.raises(ValueError, match="is from"):
        Ask(airline, origin, horizon)
