"""What held units cause, measured over many texts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seqdemo.analysis.dose_response import DoseResponse
from seqdemo.analysis.feature_file import load_features
from seqdemo.core.card_file import ASSETS, read_card
from seqdemo.demos.explorer import dose
from seqdemo.demos.explorer.dose import Dose, dose_response
from seqdemo.demos.explorer.holds import Holds
from seqdemo.demos.explorer.page.measurements import still_takes
from seqdemo.demos.explorer.search import Search, counting
from seqdemo.demos.shakespeare.explore import EXPLORE, example_text
from seqdemo.training.worker import Control

LINES = Dose("shakespeare", "lstm", example_text()[:61], example_text()[61:], 60, 1, (183,), 512)

ENDS_LINES = 20
"""A feature of layer 2."""


@pytest.fixture(scope="module")
def told():
    """Everything that is told of the line-length unit, with fewer texts than on the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dose, "SAMPLES", 8)
        patch.setattr(dose, "BASELINE_SAMPLES", 4)
        patch.setattr(dose, "BASELINES", 3)
        patch.setattr(dose, "BATCH", 4)
        patch.setattr(dose, "LEVELS", (-1.0, 0.0, 1.0))
        patch.setattr(dose, "BASELINE_LEVELS", (-1.0, 1.0))
        yield [event.told for event in dose_response(LINES.as_json(), b"", Control(60))]


def test_one_unit_is_a_dial_of_the_line_length(told):
    """Held at +1 lines end after some 15 characters, at -1 after over 80."""
    response = DoseResponse()
    for one in told:
        response.add(one["curve"], one["level"], one["counts"])
    line = EXPLORE.outcomes()["line"]
    curve, plain = response.curve(0, "line", line), response.reference("line", line)
    assert list(curve) == list(dose.LEVELS)
    assert curve[1.0].high < 18 and curve[-1.0].low > 60
    assert plain is not None and 25 < plain.value < 45
    for level, one in response.baseline("line", line).items():
        assert 20 < one.value < 60, level
    assert response.curve(0, "real", EXPLORE.outcomes()["real"])[1.0].value > 0.9


def test_the_mood_of_every_text_is_judged_and_how_much_of_it_can_be_read(told):
    for one in told:
        mood, known = (np.array(one["counts"][name]) for name in ("mood", "mood_known"))
        assert len(mood) == len(one["counts"]["line"])
        assert (mood[:, 1] == 1).all() and ((mood[:, 0] > 0) & (mood[:, 0] < 1)).all()
        assert known[:, 0].sum() > 0.85 * known[:, 1].sum()


def test_a_search_may_ask_for_the_mood():
    asked = Search("shakespeare", "lstm", "ROMEO:\n", 6, 1, 512, "mood")
    rows = counting(asked, Holds(1, 6, 512))(183, 1.0, (0, 1))
    assert rows.shape == (2, 2) and (rows[:, 1] == 1).all() and (rows[:, 0] < 1).all()


def test_loss_is_that_of_the_given_text_and_grows_when_the_unit_is_held(told):
    loss = {one["level"]: np.array(one["counts"]["loss"]) for one in told if not one["curve"]}
    read = len(LINES.read)
    assert all(rows[:, 1].sum() == read for rows in loss.values())
    bits = {level: rows[:, 0].sum() / read for level, rows in loss.items()}
    assert bits[None] < bits[1.0] and bits[None] < bits[-1.0]


def test_the_texts_of_one_seed_that_are_shown_come_first_and_shares_grow_to_one(told):
    texts = {one["level"]: one["text"] for one in told[:3]}
    assert list(texts) == [None, -1.0, 1.0]
    assert not any("text" in one for one in told[3:]), "nobody sees another one"
    assert texts[-1.0] != texts[1.0]
    shares = [one["share"] for one in told]
    assert shares == sorted(shares) and shares[-1] == 1


def test_random_units_are_as_many_others_and_always_the_same():
    order = Dose("shakespeare", "lstm", "a", "", 0, 0, (1, 2, 3), 8)
    found = order.holds(b"").randoms(order.rows, 16)
    for (one,) in found:
        assert len(one.units) == 3 and not {1, 2, 3} & set(one.units)
    again = Dose.from_json(order.as_json())
    assert found == again.holds(b"").randoms(again.rows, 16)
    assert order.holds(b"").randoms((0, 1, 2, 3, 4), 16) == []


def test_a_feature_of_the_writer_is_a_cause_and_random_directions_of_its_norm_are_less(monkeypatch):
    """That of all 512 which the search puts first for the length of lines."""
    for name, number in {"SAMPLES": 4, "BASELINE_SAMPLES": 4, "BASELINES": 4, "BATCH": 4}.items():
        monkeypatch.setattr(dose, name, number)
    monkeypatch.setattr(dose, "LEVELS", (-1.0, 1.0))
    monkeypatch.setattr(dose, "BASELINE_LEVELS", (-1.0, 1.0))
    card = read_card(ASSETS / "shakespeare" / "lstm")
    features = load_features(ASSETS / "shakespeare" / "lstm", card["sha256"])[1].directions
    order = replace(LINES, rows=(0,), basis="features", read="")
    response = DoseResponse()
    payload = features.only(ENDS_LINES).to_bytes()
    for event in dose_response(order.as_json(), payload, Control(60)):
        response.add(event.told["curve"], event.told["level"], event.told["counts"])
    line = EXPLORE.outcomes()["line"]
    curve = response.curve(0, "line", line)
    assert curve[1.0].high < curve[-1.0].low
    ratios = [one[-1.0].value / one[1.0].value for one in response.random_curves("line", line)]
    assert len(ratios) == 4 and max(ratios) < curve[-1.0].value / curve[1.0].value


def test_a_measurement_that_is_stopped_ends_after_a_batch():
    control = Control(60)
    events = dose_response(LINES.as_json(), b"", control)
    next(events)
    control.stop()
    assert list(events) == []


def test_how_long_a_measurement_still_takes_is_said_as_fast_as_it_has_been() -> None:
    assert still_takes(3.0, 0.0) == "" and still_takes(1.0, 0.05) == ""
    assert still_takes(10.0, 0.25) == " 30 s more, as fast as so far."
    assert still_takes(30.0, 0.99) == " 5 s more, as fast as so far."
