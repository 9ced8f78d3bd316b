"""The page "How long can it remember?", run as Streamlit runs it, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.demos.lab.page.advice import EXPERIMENTS
from seqdemo.demos.lab.page.run import Run
from seqdemo.demos.lab.page.stage import _act
from seqdemo.demos.lab.page.state import STATE
from seqdemo.demos.lab.settings import Settings, lags
from seqdemo.training.framing import Message

ROOT = Path(__file__).resolve().parents[3]
SHORT = {"lag": "5", "units": "8", "lr": "0.01"}
"""A race that takes a moment."""


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/lab.py")
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def training(app):
    return next(reversed(app.session_state[STATE.key("#runs")]._runs.values()))


def trained(app):
    """Run the page until the training has ended."""
    while training(app).running:
        Event().wait(0.05)
        run(app)
    return run(app)


def race(app):
    return next(data for data in mounts(app) if "nets" in data)


def mounts(app):
    return [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]


def link(app):
    return next(data["link"] for data in mounts(app) if "link" in data)


def said(app):
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def test_a_first_visit_sees_the_gradients_and_is_asked_for_a_guess():
    app = open_page()
    shown = race(app)
    assert [net["name"] for net in shown["nets"]] == ["RNN", "LSTM"]
    assert shown["births"]["rnn"][40] < 1e-8 and shown["births"]["lstm"][40] > 0.1
    assert shown["state"] == "fresh" and shown["frames"] == [] and shown["verdicts"] is None
    assert shown["advice"] == "Guess first: will the RNN and the LSTM learn it?"
    assert link(app) == {}


def test_what_reaches_back_is_not_sent_before_it_is_asked_for_where_a_link_veils_it():
    app = open_page(lag="20", veil="birth")
    assert race(app)["veiled"] and race(app)["births"] == {}
    next(button for button in app.button if button.label == "show the answer").click()
    shown = race(run(app))
    assert not shown["veiled"] and shown["births"]["rnn"][20] < 1e-4


@pytest.fixture(scope="module")
def opened():
    """A page by a link that says how far a small race was trained, trained again."""
    app = open_page(**SHORT, nets="gru.lstm", n="30", then="10-0.02", look="gru")
    assert race(app)["state"] in ("line", "waiting", "running")
    return trained(app)


def test_a_link_trains_as_far_as_it_says_and_stands_in_the_address(opened):
    shown = race(opened)
    assert shown["frames"][-1]["update"] == 30 and shown["state"] == "done"
    assert shown["rate"] == 0.02 and set(shown["verdicts"]) == {"gru", "lstm"}
    wanted = {**SHORT, "nets": "gru.lstm", "n": "30", "then": "10-0.02", "look": "gru"}
    assert link(opened) == {**wanted, "inside": "1"}


def test_a_race_that_is_over_before_the_page_looks_stands_in_the_address():
    app = open_page(**SHORT)
    race_of_page = training(app)
    race_of_page.steer({"act": "one"}, length=1, most=1)
    while race_of_page.job.running:
        Event().wait(0.05)
    assert link(run(app))["n"] == "1"


def test_the_same_seed_gives_the_same_curve(opened):
    again = trained(open_page(**SHORT, nets="gru.lstm", n="30", then="10-0.02"))
    one, two = (race(app)["frames"][-1] for app in (opened, again))
    assert one["accuracy"] == two["accuracy"]


def test_the_trained_network_is_opened_with_its_gates(opened):
    columns = next(data for data in mounts(opened) if "columns" in data)
    assert len(columns["columns"]) == 7 and columns["columns"][0]["input"]["words"] == "red"
    assert columns["strips"] == ["hidden", "update"]
    assert "update gates are" in said(opened)


def test_a_hand_in_the_network_is_named_with_what_becomes_of_the_colours():
    app = trained(open_page(**SHORT, n="10", hand="gate", **{"from": "3"}))
    assert "with your hand in it, from letter 3 on" in said(app)
    assert app.slider[0].label == "from letter"


def test_going_back_forgets_what_came_after_only_when_one_goes_on():
    app = trained(open_page(**SHORT, n="40"))
    mine = training(app)
    mine.back(0)
    shown = race(run(app))
    assert shown["at"] == 0 and shown["frames"][-1]["update"] == 40
    mine.change_rate(0.2)
    assert mine.course == () and mine.update == 0


def test_another_choice_begins_another_race_and_the_one_before_is_there_again_with_its_own():
    app = trained(open_page(**SHORT, n="10"))
    app.session_state[STATE.key("seed")] = 9
    shown = race(run(app))
    assert shown["frames"] == [] and shown["state"] == "fresh"
    assert link(app) == {**SHORT, "seed": "9", "inside": "1"}
    app.session_state[STATE.key("seed")] = 1
    shown = race(run(app))
    assert shown["frames"][-1]["update"] == 10 and shown["state"] == "done"
    assert link(app) == {**SHORT, "n": "10", "inside": "1"}


def test_no_network_left_is_the_first_two():
    app = open_page()
    app.session_state[STATE.key("networks")] = []
    assert [net["cell"] for net in race(run(app))["nets"]] == ["rnn", "lstm"]


def test_an_experiment_sets_everything_and_the_next_one_is_offered():
    app = open_page(lag="10", seed="4")
    for one in EXPERIMENTS:
        button = next(button for button in app.button if button.label == one.title)
        button.click().run()
        assert not app.exception and not app.error
        assert f"**{one.title}.** {one.why}" in [caption.value for caption in app.caption]
        for name, value in one.choices.items():
            assert app.session_state[STATE.key(name)] == value
        assert link(app).get("lag") == (
            None if one.choices.get("lag", 40) == 40 else link(app)["lag"]
        )


def test_the_adding_problem_is_explained_and_opened():
    app = trained(open_page(task="adding", lag="5", units="8", n="5", nets="lstm"))
    assert race(app)["axis"] == "steps between the two marked numbers"
    columns = next(data for data in mounts(app) if "columns" in data)
    assert columns["columns"][0]["input"]["words"].endswith("*")


def test_a_drawn_letter_is_opened_row_by_row():
    app = trained(open_page(task="rows", units="8", n="5", nets="lstm", look="lstm"))
    shown = race(app)
    assert shown["axis"] == "rows read before the question" and shown["lag"] == 7
    assert len(shown["births"]["lstm"]) == shown["back"] + 1 == 7
    columns = next(data for data in mounts(app) if "columns" in data)["columns"]
    assert len(columns) == 7 and "This letter, the LSTM says, is" in said(app)
    shown = {"task": "rows", "units": "8", "n": "5", "nets": "lstm"}
    assert link(app) == {**shown, "inside": "1"}


def test_nonsense_in_a_link_changes_nothing():
    app = open_page(
        nets="cnn.rnn", lag="7", n="-4", then="x", gate="ajar", lr="3", seed="1e9", swap="a.b"
    )
    assert race(app)["state"] == "fresh" and link(app) == {}


def frame(update, payload=b"x"):
    settings = Settings()
    curve = [0.1] * len(lags(settings))
    told = {
        "update": update,
        "seconds": 1.0,
        "accuracy": dict.fromkeys(settings.networks, curve),
        "bins": {cell: [] for cell in settings.networks},
    }
    return Message(told, payload)


def test_few_states_are_kept_of_a_long_race_the_first_and_the_last_among_them():
    mine = Run("ann", Settings())
    for update in range(0, 1000, 5):
        mine.frames.append(frame(update))
        mine.thin()
    kept = [one.told["update"] for one in mine.frames if one.payload]
    assert len(mine.frames) == 200 and len(kept) <= mine.most_states
    assert kept[0] == 0 and kept[-1] == 995
    mine.back(500)
    assert mine.state and 400 <= mine.update <= 500


@pytest.mark.parametrize(
    "told",
    [
        {"act": "guess", "cell": "cnn", "will": True},
        {"act": "guess", "cell": "rnn", "will": "yes"},
        {"act": "rate", "rate": 5},
        {"act": "back", "update": "x"},
        {"act": "fly"},
        {},
    ],
)
def test_what_makes_no_sense_is_not_done(told):
    mine = Run("ann", Settings())
    assert _act(mine, told) is None
    assert not mine.guesses and not mine.frames and mine.job is None and mine.course == ()
