"""Training sees no test part, is the same every time, and learns; a fit keeps only what helps."""

import numpy as np
import pytest
import torch

from seqdemo.demos.forecast import synthetic
from seqdemo.demos.forecast.backtest import backtest
from seqdemo.demos.forecast.fitting import Fitting
from seqdemo.demos.forecast.forecasting import many_step
from seqdemo.demos.forecast.network import HORIZON, LENGTH, Forecaster, ForecasterConfig
from seqdemo.demos.forecast.rivals import BACKTESTS
from seqdemo.demos.forecast.series import Series
from seqdemo.demos.forecast.shipped import shipped
from seqdemo.demos.forecast.task import ForecastTask
from seqdemo.demos.forecast.training_data import SHARES, Windows, as_it_is
from seqdemo.training.fit import Fit, accelerator_on
from seqdemo.training.recipe import Recipe

TASK = ForecastTask()


def wave(count=400, noise=0.1):
    rng = np.random.default_rng(5)
    values = 50 + 10 * np.sin(np.arange(count) * 2 * np.pi / 10) + noise * rng.normal(size=count)
    return Series("wave", "Wave", "", values, season=(10, 0))


def test_training_parts_end_where_the_test_parts_begin(data_folder):
    parts = ForecastTask(data_folder / "series").training_parts()
    ends = {"airline": 120, "sunspots": 2256, "temperatures": 2920}
    assert {name: len(parts[name]) for name in ends} == ends
    for name in ("rides", "bus"):
        assert str(parts[name].dates[-1]) == "2018-12-31"
    assert set(parts) == set(SHARES)


def test_a_training_window_holds_nothing_from_after_its_series():
    part = shipped()["airline"].until(120)
    data = Windows({"airline": part}, {"airline": 1.0}, synthetic_series=0)
    assert len(data.values) == 120
    values, there, _, _ = data.batch(range(200))
    assert values.shape == (200, LENGTH + HORIZON) and there.sum(1).max() <= 120 - HORIZON


def test_without_the_rides_there_is_a_sentence():
    with pytest.raises(FileNotFoundError, match="seqdemo fetch series"):
        TASK.dataset("train")


def test_an_item_is_the_same_alone_and_in_a_batch():
    data = Windows({}, {}, synthetic_series=40)
    batch = data.__getitems__([3, 900, 7])
    for place, index in enumerate((3, 900, 7)):
        for together, alone in zip(batch, data[index], strict=True):
            assert torch.equal(together[place], alone)
    again = Windows({}, {}, synthetic_series=40)
    assert torch.equal(again[900][0], data[900][0])


def test_windows_are_scaled_and_finite():
    values, there, season, kinds = Windows({}, {}, synthetic_series=300).batch(range(500))
    assert torch.isfinite(values).all() and values.abs().max() <= 30
    assert (values[:, :LENGTH][~there] == 0).all()
    assert season.min() == 0 and set(kinds.unique().tolist()) == {0, 1, 2, 3}


def test_a_holiday_is_a_quiet_day_in_synthetic_series():
    made = synthetic.pool(400, 0)
    weekly = made.season[:, 0] == 7
    assert (made.kinds[~weekly] == 0).all() and (made.kinds[weekly] > 0).all()
    assert made.values.shape == (400, synthetic.STEPS) and np.isfinite(made.values).all()


def test_a_network_learns_a_wave_better_than_naive():
    series, torch_seed = wave(), torch.manual_seed(0)
    assert torch_seed is not None
    model = Forecaster(ForecasterConfig("gru", 16, autoregression=False))
    data = Windows({"wave": series.until(320)}, {"wave": 1.0}, synthetic_series=0)
    recipe = Recipe(max_steps=30, batch_size=16, learning_rate=2e-2, warmup_steps=5, shuffle=False)
    cpu = accelerator_on(torch.device("cpu"))
    losses = [s.loss for s in Fit(model, data, TASK.loss, recipe, cpu, as_it_is)]
    assert np.mean(losses[-10:]) < 0.7 * np.mean(losses[:5])
    asked = (series, 320, 400, 12, 12)
    mae = backtest(many_step(model.eval()), *asked)["mae"]
    assert mae < 0.5 * backtest(BACKTESTS["naive"], *asked)["mae"]


def fitting(series, **settings):
    torch.manual_seed(1)
    return Fitting(Forecaster(ForecasterConfig("gru", 8)), series, TASK.loss, 12, **settings)


def test_a_fit_that_helps_counts_and_leaves_the_shared_network_as_it_was():
    torch.manual_seed(1)
    shared = Forecaster(ForecasterConfig("gru", 8))
    before = {name: value.clone() for name, value in shared.state_dict().items()}
    fit = Fitting(shared, wave(300), TASK.loss, 12, updates=12)
    fit.run()
    assert fit.done and fit.error is None and fit.progress == 1.0
    assert fit.better and fit.after < fit.before
    assert all(torch.equal(value, before[name]) for name, value in shared.state_dict().items())
    assert not fit.model.training


def test_a_fit_can_be_stopped_before_it_begins():
    fit = fitting(wave(300), updates=10_000)
    fit.stop()
    fit.run()
    assert fit.done and fit.error is None and fit._step == 1


def test_a_fit_that_breaks_says_so_and_does_not_count():
    fit = fitting(wave(300), updates=2)
    fit._loss = None
    fit.run()
    assert fit.done and fit.error is not None and not fit.better


def test_a_series_too_short_to_practise_on_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="Practising takes at least"):
        fitting(wave(40))
