"""The page "Forecast a series", run as Streamlit runs it, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Drawn
from seqdemo.demos.forecast.page.fan.payload import BEFORE, OVERVIEW
from seqdemo.demos.forecast.page.guessing import in_words
from seqdemo.demos.forecast.page.line_pad import COLUMNS, heights_of
from seqdemo.demos.forecast.page.state import STATE, VIEWS, read_line, write_line
from seqdemo.demos.forecast.shipped import shipped

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/forecast.py"
NUMBERS = " ".join(str(n % 7 + n / 10) for n in range(60))


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(PAGE)
    return run(app)


def run(app):
    app.run()
    assert not app.exception
    return app


def mounts(app):
    """Data of every component, by the last part of its key's name."""
    found = []
    for element in components(app):
        data = json.loads(element.proto.json)
        found.append(data[0] if isinstance(data, list) else data)
    return found


def fan(app):
    return next(data for data in mounts(app) if "quantiles" in data)


def said(app):
    return "\n".join(element.value for element in app.markdown)


def blocks(block):
    """Every container below one that has a key or not, with what is in it."""
    for child in block.children.values():
        if hasattr(child, "children"):
            if hasattr(child.proto, "id"):
                yield child
            yield from blocks(child)


def sentences(app):
    return "\n".join(element.value for element in app.info)


def test_a_first_visit_sees_a_year_of_passengers_and_what_came():
    app = open_page()
    data = fan(app)
    assert data["title"] == "Airline passengers" and data["origin"] == 132
    assert (
        len(data["quantiles"]) == 12 and data["labels"][data["origin"] - data["first"]] == "1960-01"
    )
    assert [line["name"] for line in data["lines"]] == ["naive", "seasonal", "ar", "theta"]
    assert data["lines"][0]["values"] == [405.0] * 12
    assert data["lines"][1]["values"][0] == 360.0
    assert len(data["overview"]) <= OVERVIEW and len(data["values"]) >= BEFORE
    assert "It was 432" in said(app)


def test_the_sentence_and_the_picture_say_the_same():
    app = open_page()
    low, middle, high = (fan(app)["quantiles"][-1][n] for n in (0, 2, 4))
    assert f"it says **{middle:.0f}** for **1960-12**" in said(app)
    assert f"between {low:.0f} and {high:.0f}" in said(app)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_by_a_link(view):
    app = open_page(view=view, cell="lstm")
    assert not app.error
    assert STATE.key("view") in app.session_state
    assert app.session_state[STATE.key("view")] == view


def test_who_wins_is_said_for_every_horizon():
    text = said(open_page(series="sunspots"))
    assert text.count("wins,") + text.count("The winner is no network") == 2
    assert "| **:" in text and "Seasonal naive" in text


def test_on_a_projector_a_table_stands_with_the_words_that_say_of_which_steps_it_is():
    app = open_page(view="who")
    pictures = [one for one in blocks(app.main) if "seqdemo-picture-errors" in one.proto.id]
    assert len(pictures) == 2
    for one, words in zip(pictures, ("One step ahead", "1 to 12 steps ahead"), strict=True):
        said_in = [each.value for each in one.markdown]
        assert words in said_in[0] and said_in[1].startswith("| forecaster")


def test_inside_shows_numbers_in_and_bands_out_of_encoder_and_decoder():
    encoder, decoder = [
        data
        for data in mounts(open_page(view="inside"))
        if "columns" in data and isinstance(data["columns"], list)
    ]
    assert len(encoder["columns"]) == 72 and len(decoder["columns"]) == 12
    first = encoder["columns"][0]
    assert first["input"]["kind"] == "number" and first["output"]["kind"] == "band"
    assert encoder["columns"][-1]["input"]["value"] == 405 and not encoder["player"]
    assert decoder["columns"][0]["output"]["truth"] == 417
    assert "%" in decoder["columns"][0]["note"] and decoder["upstream"]


def test_the_origin_and_the_horizon_come_by_a_link_and_go_into_one():
    data = fan(open_page(series="sunspots", at="2300", h="24"))
    assert data["origin"] == 2300 and len(data["quantiles"]) == 24


def test_a_forecast_of_what_was_learned_is_called_unfair():
    assert "a fair test begins at **1959-01**" in said(open_page(at="100"))
    assert "Unfair" not in said(open_page(at="120"))


def test_an_origin_beyond_the_end_is_the_end_and_nobody_knows_what_comes():
    app = open_page(at="5000")
    assert fan(app)["origin"] == 144 and "Nobody knows yet" in said(app)


@pytest.mark.parametrize(
    "query",
    [
        {"series": "nope", "at": "-3", "h": "99", "cell": "cnn", "season": "x", "view": "?"},
        {"h": "0", "at": "1e9", "season": "367", "line": "zz", "values": "\x00"},
    ],
)
def test_nonsense_in_a_link_changes_nothing(query):
    assert fan(open_page(**query))["origin"] == 132


def test_pasted_numbers_are_forecast_and_measured():
    app = open_page(series="paste", values=NUMBERS, h="7")
    data = fan(app)
    assert data["count"] == 60 and data["origin"] == 53
    assert "1 to 7 steps ahead" in said(app)


@pytest.mark.parametrize(
    ("values", "words"),
    [("a b c", "no numbers"), ("5", "there is 1 here"), (";;;", "nothing to read")],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(values, words):
    app = open_page(series="paste", values=values)
    assert words in sentences(app) and not any("quantiles" in data for data in mounts(app))


@pytest.mark.parametrize("view", VIEWS)
def test_a_short_series_opens_in_every_view(view):
    app = open_page(series="paste", values="1 2 3 4 5 6 7 8 9", view=view, h="24")
    assert not app.error and len(fan(app)["quantiles"]) == 24


def test_a_drawn_line_is_forecast_and_its_link_brings_it_back():
    line = tuple(50 + (n * 7) % 40 for n in range(60))
    app = open_page(series="draw", line=write_line(line))
    assert fan(app)["count"] == 60 and app.session_state[STATE.key("line")] == line
    assert read_line(write_line(line)) == line


def test_no_line_is_no_error():
    app = open_page(series="draw")
    assert any("line" in data for data in mounts(app))
    assert not any("quantiles" in data for data in mounts(app))


@pytest.mark.parametrize(
    "sent", [None, "x", [1] * (COLUMNS + 1), [101], [-1], [1.5], [True, "a"], {"line": []}]
)
def test_what_is_no_line_is_not_taken_for_one(sent):
    assert heights_of(sent) is None


@pytest.mark.parametrize("text", ["", "1", "zz", "0!", "00" * (COLUMNS + 1)])
def test_a_link_without_a_line_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each case has its own words
        read_line(text)


def test_the_rides_are_named_where_they_are_not_at_hand(monkeypatch, tmp_path):
    monkeypatch.setenv("SEQDEMO_DATA", str(tmp_path))
    app = open_page(series="rides")
    assert "seqdemo fetch series" in sentences(app)


def test_a_teacher_may_veil_the_winner_and_hide_rivals():
    app = open_page(veil="winner", hide="rivals")
    assert "wins" not in said(app).replace("Who wins", "") and fan(app)["lines"] == []
    assert any(button.label == "show the answer" for button in app.button)


def test_another_season_changes_what_it_says():
    known, none = fan(open_page()), fan(open_page(season="0"))
    assert known["quantiles"] != none["quantiles"]
    assert none["lines"][1]["values"] == none["lines"][0]["values"]


def test_every_series_that_ships_is_offered_and_has_its_source():
    for name, series in shipped().items():
        app = open_page(series=name)
        assert fan(app)["title"] == series.title
        assert any(series.source in caption.value for caption in app.caption)


def test_the_number_of_a_value_is_not_taken_for_one_of_the_series():
    app = open_page(series="paste", values="1,5 2,5 3 4 5 6 7 8 9 10", view="season", season="1")
    assert "Having read up to **value 10**" in said(app) and "for **value 22**" in said(app)
    assert "Season now: 1 step." in [caption.value for caption in app.caption]


def test_a_unit_that_does_not_follow_the_season_is_not_said_to():
    noise = " ".join(str(100 + 10 * (n * 7 % 12) + n) for n in range(60))
    app = open_page(series="paste", values=noise, view="season", season="7")
    assert "follows the season best, and not well: **1" in said(app)
    assert "goes up and down with the season: **8" in said(open_page(view="season"))


def test_who_draws_first_is_sent_nothing_of_what_comes():
    app = open_page(guess="1", at="120", h="6")
    sent = fan(app)
    assert sent["veil"] and sent["quantiles"] == sent["lines"] == [] and sent["horizon"] == 6
    assert sent["first"] + len(sent["values"]) == 120
    assert "Having read up to" not in said(app)
    kept = app.session_state["forecast.#veil"]
    kept["guessed"]["forecast"] = kept["asked"]["forecast"], Drawn((400.0,) * 6)
    app.run()
    sent = fan(app)
    assert len(sent["quantiles"]) == 6 and sent["lines"][-1]["name"] == "you"
    assert "was nearer" in said(app) or "were nearer" in said(app)


def test_half_the_networks_error_saves_a_bit_a_value():
    words = in_words([11, 19], [12, 18], [10, 10], [10, 20])
    assert "You were nearer" in words and "**1.0 bits** fewer" in words
    assert "you **1**, the network **2**" in words
    assert "not known yet" in in_words([1], [1], [1], [])
