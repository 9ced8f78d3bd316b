"""The shipped forecasters: better than naive everywhere, and what they say of themselves."""

import json

import pytest

from seqdemo.core.trace_file import load_trace
from seqdemo.demos.forecast import evaluation
from seqdemo.demos.forecast.backtest import CASES
from seqdemo.demos.forecast.evaluation import measured
from seqdemo.demos.forecast.examples import BASELINES, EXAMPLE, first_ask
from seqdemo.demos.forecast.explore import EXPLORE, numbers
from seqdemo.demos.forecast.forecasting import many_step
from seqdemo.demos.forecast.places import places, step_properties
from seqdemo.demos.forecast.rivals import RIVALS
from seqdemo.demos.forecast.task import TASK

MEASURES = {"mae", "mase", "smape", "coverage80"}
BASE = json.loads((TASK.folder("gru") / BASELINES).read_text("utf-8"))


@pytest.fixture(scope="module")
def gru():
    return TASK.load("gru")


@pytest.mark.parametrize("network", TASK.networks)
def test_every_network_is_better_than_naive_and_seasonal_naive_on_every_series(network):
    errors = TASK.card(network)["metrics"]
    for case in CASES:
        ours = errors[case.series][f"h={case.horizon}"]
        assert set(ours) == MEASURES
        for rival in ("naive", "seasonal"):
            theirs = BASE["measures"][rival][case.series][f"h={case.horizon}"]
            assert ours["mae"] < theirs["mae"], (case.name, rival)


def test_one_step_mode_is_measured_beside_many_step_mode():
    for series, rows in TASK.card("gru")["metrics"].items():
        assert set(rows["h=1 one-step"]) == MEASURES, series


def test_bands_hold_about_four_in_five():
    for network in TASK.networks:
        for rows in TASK.card(network)["metrics"].values():
            assert all(0.6 <= errors["coverage80"] <= 1.0 for errors in rows.values())


def test_the_card_has_the_errors_of_the_shipped_weights(gru, monkeypatch):
    airline = [case for case in CASES if case.series == "airline"]
    monkeypatch.setattr(evaluation, "CASES", airline)
    found = measured(many_step(gru), None)["airline"]
    card = TASK.card("gru")["metrics"]["airline"]
    for horizon in ("h=1", "h=12"):
        assert found[horizon] == pytest.approx(card[horizon], rel=0.01)


def test_rivals_at_hand_are_those_that_were_measured():
    assert set(BASE["measures"]) == set(RIVALS) == set(BASE["first"])
    asked = first_ask()
    for name in ("naive", "ar"):
        said = RIVALS[name](asked.series, asked.origin, asked.horizon)
        assert abs(said - BASE["first"][name]).max() < 1e-3


def test_the_shipped_trace_is_what_the_network_says(gru):
    found = load_trace(TASK.folder("gru") / EXAMPLE)
    said = TASK.predict(gru, first_ask())
    assert abs(found.extras["quantiles"] - said.quantiles).max() < 0.5
    assert found.upstream is not None and len(found.upstream) == 72


def test_weights_together_are_small():
    sizes = [(TASK.folder(name) / "weights.safetensors").stat().st_size for name in TASK.networks]
    assert sum(sizes) <= 6_000_000


def test_the_explorer_reads_numbers_and_names(gru):
    assert EXPLORE.readable("airline") == "airline"
    assert EXPLORE.readable("1, 2, 3") == ""
    given = EXPLORE.readable("1, 2, 3, 4, 5, 6, 7, 8.5")
    assert given == "1 2 3 4 5 6 7 8.5"
    found = EXPLORE.read(gru, given)
    assert found.inputs == ("1", "2", "3", "4", "5", "6", "7", "8.5")
    assert EXPLORE.read(gru, "airline").inputs[-1] == "432"
    with pytest.raises(ValueError, match="at least 8"):
        numbers("1 2 3")


def test_the_corpus_has_a_property_value_for_every_step(gru):
    known = places()
    assert len(known.labels) == len(known.indices) == 72 * len(known.windows)
    for found in step_properties().values():
        assert found.values.shape == (len(known.labels),)


def test_there_is_no_split_of_another_name():
    with pytest.raises(ValueError, match="there are"):
        TASK.check_split("nope")
