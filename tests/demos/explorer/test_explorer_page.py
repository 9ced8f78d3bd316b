"""The page "Explore hidden states", run as Streamlit runs it, without a browser.

The corpora are the networks' own, only shorter than on a server.
"""

from __future__ import annotations

import json
import re
import types

import numpy as np
import pytest
import streamlit as st
import torch
from explorer_app import (
    address,
    lens,
    mounted,
    open_page,
    ready,
    run,
    said,
    short_corpora,
    word_link,
)

import seqdemo
from seqdemo.app import networks
from seqdemo.app.insisted import Insisted
from seqdemo.core.given_trace import VARIABLE
from seqdemo.core.intervention import Blend, Clamp, Freeze
from seqdemo.core.trace import LayerTrace, Trace
from seqdemo.demos.explorer.page import files, lens_settings, measurements
from seqdemo.demos.explorer.page.held import units_in
from seqdemo.demos.explorer.page.state import VIEWS
from seqdemo.demos.explorer.page.views.interventions import in_words
from seqdemo.demos.shakespeare.explore import example_text
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.handwriting.grids import BLANK, encode


@pytest.fixture(scope="module", autouse=True)
def _short_corpora(tmp_path_factory: pytest.TempPathFactory):
    with short_corpora(tmp_path_factory.mktemp("cache")):
        yield


# ---- opening -----------------------------------------------------------------------------------


def test_the_first_visit_shows_the_finished_example():
    app = open_page()
    data = lens(app)
    assert app.title[0].value == "Explore hidden states"
    assert "".join(data["labels"]) == example_text()
    assert data["layer"]["size"] == 512 and data["kinds"][0]["name"] == "hidden"
    assert sorted(data["order"]) == list(range(512))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("source", ["shakespeare", "word_reader"])
def test_every_view_opens_and_says_what_to_look_for(view, source):
    app = ready(from_=source, cell="gru", view=view)
    assert "What to look for" in said(app)
    assert not app.error and not app.warning
    assert mounted(app, "kinds") or app.get("plotly_chart") or view in ("reach", "cause")


@pytest.mark.parametrize(
    "link",
    [
        {"from_": "nowhere", "view": "__class__", "cell": "transformer"},
        {"at": "-1", "unit": "1e9", "layer": "99", "span": "9-1"},
        {"at": "99999", "unit": "99999", "span": "5-99999", "view": "match"},
        {"order": "x", "show": "x", "on": "nan", "dim": "9", "window": "1e99"},
        {"do": "c9:1@0=0_<script>", "view": "reach"},
        {"text": "<script>alert(1)</script>\u0000😀"},
        {"from_": "word_reader", "word": "../../etc/passwd", "hand": "²"},
        {"text": "a" * 50_000},
        {"from_": "file", "file": "/etc/passwd"},
        {"view": "gradient", "target": "😀", "at": "3"},
        {"view": "meaning", "property": "nonsense"},
    ],
    ids=str,
)
def test_a_link_that_makes_no_sense_breaks_nothing(link):
    app = ready(**link)
    assert app.title[0].value == "Explore hidden states"
    assert "Traceback" not in said(app)


def test_a_link_brings_back_network_input_view_step_and_unit():
    app = open_page(cell="gru", layer="1", text="To be, or not", at="4", unit="7", order="peak")
    data = lens(app)
    assert "".join(data["labels"]) == "To be, or not"
    assert (data["at"], data["unit"]) == (4, 7)
    assert data["title"] == "GRU, layer 1 of 2, 576 units"
    assert address(app)["order"] == "peak" and address(app)["layer"] == "1"


def test_the_example_is_not_spelled_out_in_a_link_and_another_text_is():
    assert "text" not in address(open_page())
    assert address(open_page(text="Alas!"))["text"] == "Alas!"


def test_the_network_writes_on_from_the_text_and_the_example_comes_back():
    app = open_page(text="To be, or", cell="gru")
    next(button for button in app.button if button.label == "let it write on").click().run()
    text = "".join(lens(app)["labels"])
    assert text.startswith("To be, or") and len(text) == len("To be, or") + 300
    next(button for button in app.button if button.label == "example").click().run()
    assert "".join(lens(app)["labels"]) == example_text()


def test_another_seed_writes_another_text_and_is_part_of_the_link():
    def written(seed):
        app = open_page(text="To be, or", cell="gru", seed=seed)
        next(button for button in app.button if button.label == "let it write on").click().run()
        assert address(app).get("seed", "3") == seed
        return "".join(lens(app)["labels"])

    assert written("3") == written("3") != written("4")


def test_a_drawing_in_a_link_is_read_instead_of_a_word():
    app = open_page(**word_link(w=encode(AIDS), word="said"))
    data = lens(app)
    assert data["labels"] == list("aids")
    assert address(app)["w"] == encode(AIDS) and "word" not in address(app)
    (drawn,) = mounted(open_page(**word_link(w=encode(AIDS))), "drawing")
    assert tuple(drawn["drawing"]) == AIDS


def test_a_typed_word_takes_the_place_of_a_drawing():
    app = open_page(**word_link(w=encode(AIDS)))
    app.text_input(key="explorer.word_reader.word").set_value("jazz").run()
    data = lens(app)
    assert data["labels"] == list("jazz") and "w" not in address(app)
    (drawn,) = mounted(app, "drawing")
    assert drawn["rev"] and len(drawn["drawing"]) == 4


def test_the_typed_word_is_drawn_for_all_to_see():
    (drawn,) = mounted(open_page(**word_link(word="said")), "drawing")
    assert tuple(drawn["drawing"]) == SAID


def test_blank_grids_are_nothing_to_read():
    app = open_page(**word_link(w=encode((BLANK, BLANK))))
    assert "There is nothing to read yet" in said(app) and not mounted(app, "kinds")
    assert encode((BLANK, BLANK)) in address(app)["w"]


SCRIBBLE = ("1" * 49, BLANK, "0" * 24 + "1" + "0" * 24)


@pytest.mark.parametrize("view", VIEWS)
def test_scribbles_open_in_every_view(view):
    app = ready(**word_link(view=view, w=encode(SCRIBBLE)))
    assert not app.error and not app.warning


def test_a_surprise_is_a_known_word():
    app = open_page(**word_link(w=encode(AIDS)))
    next(button for button in app.button if button.label == "surprise me").click().run()
    word = app.text_input(key="explorer.word_reader.word").value
    assert word in networks.card("word_reader", "gru")["words"]
    assert len(lens(app)["labels"]) == len(word)


# ---- states and gates --------------------------------------------------------------------------


def test_the_picture_shows_what_is_chosen():
    app = open_page()
    app.selectbox(key="explorer.shown").set_value("forget").run()
    assert lens(app)["kinds"][0]["name"] == "forget"
    app.selectbox(key="explorer.order").set_value("group").run()
    data = lens(app)
    assert data["groups"] and sorted(data["order"]) == list(range(512))


def test_the_difference_to_the_same_text_is_nothing():
    app = open_page(**word_link(other="said"))
    data = lens(app)
    assert data["kinds"][0]["name"] == "difference"
    assert data["layer"]["arrays"]["difference"]["scale"] < 1e-9
    app = open_page(**word_link(other="aids"))
    assert lens(app)["layer"]["arrays"]["difference"]["scale"] > 1e-6


def difference_to(trace, **link):
    app = open_page(**link)
    app.session_state["explorer.second"] = ("other.npz", trace)
    return run(app)


def test_a_second_file_is_taken_from_a_networks_states_and_can_be_put_away():
    app = open_page(**word_link())
    hidden = np.zeros((2, lens(app)["layer"]["size"]), np.float32)
    other = Trace(("a", "b"), (LayerTrace("rnn", hidden),))
    app = difference_to(other, **word_link(show="hidden"))
    data = lens(app)
    assert data["kinds"][0]["title"] == "difference of hidden states"
    assert "minus “other.npz”, over the 2 steps both have" in data["note"]
    next(button for button in app.button if button.label == "forget other.npz").click().run()
    assert lens(app)["kinds"][0]["name"] == "hidden"


def test_a_second_file_is_taken_from_a_first_and_gates_from_gates(tmp_path, monkeypatch):
    seqdemo.save_trace(own_trace(), tmp_path / "mine.npz")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    data = lens(difference_to(own_trace(), from_="file", layer="2", show="update"))
    assert data["kinds"][0]["title"] == "difference of update gates"
    assert data["layer"]["arrays"]["difference"]["scale"] < 1e-9


def test_a_second_file_that_does_not_fit_is_one_sentence():
    app = difference_to(own_trace(), **word_link())
    assert "“other.npz” cannot be taken from this trace: its layer 1 has 20 units" in said(app)
    assert lens(app)["kinds"][0]["name"] == "hidden"


def test_a_plain_rnn_has_no_gates_and_the_page_says_so():
    assert "has no gates" in said(open_page(cell="rnn", view="gates"))


def test_saturation_is_that_of_the_corpus():
    app = ready(view="gates")
    (chart,) = app.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    layout = figure["layout"]
    titles = [note["text"] for note in layout["annotations"]]
    assert titles == ["input<br>gate", "forget<br>gate", "output<br>gate"]
    # Side by side on a phone there is room for one.
    assert [axis for axis in layout if "xaxis" in axis and "title" in layout[axis]] == ["xaxis2"]


# ---- path, gradient, meaning, match ------------------------------------------------------------


def test_the_nearest_state_to_said_is_another_said():
    app = ready(**word_link(view="path", other="aids"))
    (near,) = mounted(app, "rows")
    assert len(near["rows"]) == 8
    assert [row["marks"] for row in near["rows"]]


def test_the_gradient_names_its_output_and_all_three_networks():
    app = ready(view="gradient", at="20", target="a")
    assert "next character “**a**” after step 21" in said(app)
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    names = ["RNN", "GRU", "LSTM", "LSTM, cell state"]
    assert [line["name"] for line in figure["data"]] == names
    norms, products = mounted(app, "rows")
    assert len(norms["rows"][0]["values"]) == 21 == len(products["rows"][0]["values"])
    factors = re.findall(r"\*\*(RNN|GRU|LSTM)\*\* (\d\.\d\d)", said(app))
    assert {name for name, _ in factors} == {"RNN", "GRU", "LSTM"}
    assert all(float(factor) < 0.95 for _, factor in factors), "or the sentence names which"
    assert "Here it fades in all of them." in said(app)


def test_the_window_cuts_the_gradient():
    app = ready(view="gradient", at="20", window="5")
    norms = mounted(app, "rows")[0]["rows"][0]["values"]
    assert not any(norms[:16]) and all(norms[16:])


def test_an_unknown_output_is_a_sentence():
    app = ready(**word_link(view="gradient", target="xyzzy"))
    assert "“xyzzy” is not a word the network knows" in said(app)


def test_meaning_lists_units_and_selects_one():
    app = ready(**word_link(view="meaning"))
    table = next(one.value for one in app.markdown if "best unit" in one.value)
    assert "the position in the word" in table.replace("\u00a0", " ")
    button = next(one for one in app.button if one.label.startswith("unit "))
    unit = int(button.label.split(":")[0].removeprefix("unit "))
    button.click().run()
    assert lens(app)["unit"] == unit


def test_match_finds_places_and_their_units_are_marked():
    app = ready(view="match", span="10-11", on="0.3")
    data = lens(app)
    assert data["spans"] and data["span"] == [10, 11] and data["marked"]
    (places,) = mounted(app, "rows")
    counts = [int(row["title"].split(" of ")[0]) for row in places["rows"]]
    assert counts == sorted(counts, reverse=True) and counts[0] >= 1
    assert f"**{len(data['marked'])} units** are on" in said(app)


def test_a_span_with_no_unit_is_a_sentence():
    app = ready(view="match", span="0-200", on="0.95")
    assert "No unit is on all through" in said(app)


# ---- reaching in -------------------------------------------------------------------------------


def reached(app):
    (data,) = mounted(app, "rows")
    return ["".join(row["symbols"]) for row in data["rows"]]


def test_untouched_both_texts_are_the_same_and_a_clamp_parts_them():
    app = open_page(view="reach", at="30")
    one, other = reached(app)
    assert one == other and "Nothing is done" in said(app)
    app.text_input[0].set_value("0-200").run()
    next(button for button in app.button if button.label == "Do it").click().run()
    one, other = reached(app)
    assert one != other and one[:31] == other[:31]
    assert "The texts part after" in said(app)
    next(button for button in app.button if button.label.endswith("✕")).click().run()
    one, other = reached(app)
    assert one == other


def test_what_reach_in_offers_first_makes_other_lines():
    """Unit 183 follows the line: silenced it changes next to nothing, at +1 lines are short."""
    app = open_page(view="reach", at="30")
    next(button for button in app.button if button.label == "Do it").click().run()
    assert address(app)["do"] == "c2:183@30=1"
    lengths = [np.mean([len(line) for line in text.split("\n")[2:-1]]) for text in reached(app)]
    assert lengths[1] < 0.7 * lengths[0]


def test_an_intervention_in_a_link_is_replayed():
    link = {"view": "reach", "at": "30", "do": "f1:forget@30=0"}
    assert reached(open_page(**link)) == reached(open_page(**link))
    assert "forget gate at 0, layer 1, from step 31" in " ".join(
        button.label for button in open_page(**link).button
    )


def test_another_words_state_put_in_changes_the_word():
    app = open_page(**word_link(view="reach", do="b@3=1", donor="aid"))
    text = said(app)
    assert "Untouched, it reads" in text and "Reached into, it reads" in text
    left, right = (one.value for one in app.markdown if ", it reads" in one.value)
    assert left.split("reads")[1] != right.split("reads")[1]


def test_what_was_meant_for_another_network_is_a_sentence():
    app = open_page(**word_link(view="reach", do="f1:forget@0=0"))
    assert "a gru has no gate called 'forget'" in said(app)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("3, 17, 20-22", (3, 17, 20, 21, 22)),
        ("99", ()),
        ("", ()),
        ("5-1", ()),
        ("0-99999", tuple(range(30))),
        ("all", ()),
    ],
)
def test_units_are_read_from_what_people_type(text, units):
    assert units_in(text, 30) == units


def test_interventions_are_said_in_words():
    assert in_words(Clamp(1, (3,), 4, 0.5)) == "unit 3 at 0.5, layer 2, from step 5"
    assert in_words(Freeze(0, "update", 0, 1.0)) == "update gate at 1, layer 1, from step 1"
    assert in_words(Blend(2, 0.5)) == "50\xa0% of the other state before step 3"


# ---- files -------------------------------------------------------------------------------------


def own_trace():
    torch.manual_seed(0)
    network = torch.nn.GRU(3, 20, num_layers=2, bidirectional=True)
    x = torch.randn(40, 3)
    return seqdemo.record(network, x, labels=[f"word{n}" for n in range(40)])


def test_without_a_file_the_page_says_how_to_make_one():
    app = open_page(from_="file")
    assert "seqdemo explore my_trace.npz" in said(app) and not mounted(app, "kinds")


@pytest.mark.parametrize("view", VIEWS)
def test_the_file_the_server_was_started_with_opens_in_every_view(view, tmp_path, monkeypatch):
    seqdemo.save_trace(own_trace(), tmp_path / "mine.npz")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    app = open_page(from_="file", view=view, layer="4")
    assert not app.error and "Exploring mine.npz" in said(app)
    if view == "states":
        data = lens(app)
        assert data["title"] == "GRU, layer 4 of 4, right to left, 20 units"
        assert data["labels"][3] == "word3" and not data["joined"]
    if view in ("gradient", "reach"):
        assert "A trace file holds what a network did" in said(app)


def test_labels_of_a_file_are_no_markup(tmp_path, monkeypatch):
    picture = "![x](https://example.org/x.png)"
    layer = LayerTrace("rnn", np.full((3, 2), 0.9, np.float32))
    seqdemo.save_trace(Trace((picture,) * 3, (layer,)), tmp_path / "bad.npz")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "bad.npz"))
    app = open_page(from_="file", view="match", span="0-0", around="0")
    assert "![" not in said(app) and r"\!\[x\]" in said(app)


def test_a_file_that_vanished_or_broke_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "mine.npz").write_bytes(b"no trace")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    app = open_page(from_="file")
    assert "mine.npz is not a trace this app can read" in app.error[0].value


class Upload:
    def __init__(self, name, data):
        import io

        self.name, self._file = name, io.BytesIO(data)

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
@pytest.mark.parametrize("which", [files.OWN, files.SECOND])
def test_an_upload_that_is_no_trace_is_refused_by_its_name(data, which, monkeypatch):
    monkeypatch.setattr(
        st,
        "session_state",
        {f"explorer.upload.{which}": Upload("bad.npz", data)},
    )
    monkeypatch.setitem(st.session_state, "explorer.push", 0)
    files.take_upload(which)
    assert files.uploaded(which) is None
    assert files.refused(which).startswith("“bad.npz” is not a trace")


def test_an_upload_is_explored(monkeypatch):
    from seqdemo.core.trace_file import trace_bytes

    state = {
        "explorer.upload.own": Upload("mine.npz", trace_bytes(own_trace())),
        "explorer.push": 0,
    }
    monkeypatch.setattr(st, "session_state", state)
    files.take_upload(files.OWN)
    name, trace = files.uploaded(files.OWN)
    assert name == "mine.npz" and len(trace) == 40 and not files.refused("own")
    assert np.isfinite(trace.layers[0].hidden).all()


def test_two_visitors_do_not_see_each_others_input():
    one, two = open_page(text="Alas!", cell="gru"), open_page()
    assert "".join(lens(one)["labels"]) == "Alas!"
    assert "".join(lens(run(two))["labels"]) == example_text()


# ---- taking numbers along ----------------------------------------------------------------------


def numbers_of(monkeypatch, **link):
    """What a view offers to download: the trace, and every table as rows of a .csv."""
    import csv
    import io

    from seqdemo.demos.explorer.page import numbers

    kept = {}

    def keep(explored, view, tables):
        rows = {one.name: list(csv.DictReader(io.StringIO(one.csv()))) for one in tables}
        kept.update(rows=rows, explored=explored)

    monkeypatch.setattr(numbers, "downloads", keep)
    ready(**link)
    return kept["explored"], kept["rows"]


def test_states_and_gates_are_offered_as_they_are_shown(monkeypatch):
    explored, found = numbers_of(monkeypatch, **word_link(view="states"))
    rows = found["hidden state"]
    assert [row["input"] for row in rows] == list("said")
    hidden = [float(row["unit_7"]) for row in rows]
    np.testing.assert_allclose(hidden, explored.layer.hidden[:, 7], rtol=1e-5)
    explored, found = numbers_of(monkeypatch, **word_link(view="gates"))
    assert list(found) == ["saturation", "update gate"]
    gate = [float(row["unit_3"]) for row in found["update gate"]]
    np.testing.assert_allclose(gate, explored.layer.gates["update"][:, 3], rtol=1e-5)
    assert len(found["saturation"]) == 2 * explored.layer.hidden_size


def test_a_path_is_offered_with_its_share_of_variance_and_its_steps(monkeypatch):
    _, found = numbers_of(monkeypatch, view="path", at="60", other="Alas!")
    first, *rows = found["path"]
    assert first["what"] == "share of variance" and 0 < float(first["component_1"]) < 1
    steps = [int(row["step"]) for row in rows if row["what"] not in ("corpus", "Alas!")]
    assert steps == list(range(32, 62))
    assert [row["input"] for row in rows if row["what"] == "Alas!"] == list("Alas!")
    assert len(found["nearest states"]) == 8


def test_gradients_are_offered_for_every_network(monkeypatch):
    _, found = numbers_of(monkeypatch, view="gradient", at="20", window="5")
    rows = found["gradients"]
    assert len(rows) == 21 and not any(float(row["gradient_norm"]) for row in rows[:16])
    assert all(float(rows[-1][f"gradient_of_{cell}_state"]) > 0 for cell in ("rnn", "gru", "lstm"))


def test_meanings_and_matches_are_offered(monkeypatch):
    _, found = numbers_of(monkeypatch, **word_link(view="meaning"))
    assert {"property", "unit", "alone", "whole_state"} <= set(found["meanings"][0])
    _, found = numbers_of(monkeypatch, view="match", span="10-11", on="0.3")
    best = found["matches"][0]
    assert int(best["units_on"]) <= int(best["of_units"]) == len(found["units that are on"])
    assert len(best["match"]) == 2 or best["match"].startswith("'")


def test_what_becomes_of_a_touched_network_is_offered(monkeypatch):
    link = {"view": "reach", "at": "30", "do": "f1:forget@30=0"}
    _, found = numbers_of(monkeypatch, **link)
    texts = found["both texts"]
    assert [row["given"] for row in texts[:32]] == ["1"] * 31 + ["0"]
    assert any(row["untouched"] != row["reached_into"] for row in texts)
    for column in ("p_untouched", "p_reached_into"):
        total = sum(float(row[column]) for row in found["next character"])
        assert total == pytest.approx(1, abs=1e-4)
    _, found = numbers_of(monkeypatch, **word_link(view="reach", do="b@3=1", donor="aid"))
    assert {row["network"] for row in found["words"]} == {"untouched", "reached into"}


# ---- cause -------------------------------------------------------------------------------------


def test_cause_measures_the_unit_of_a_link_and_shows_three_texts():
    app = open_page(view="cause", held="2:183,7@41", outcome="vowels")
    assert "Units 183, 7 held at −1" in said(app) and "vowels" in said(app)
    (texts,) = mounted(app, "beside")
    assert [row["title"] for row in texts["rows"]] == [
        "turned down to −1",
        "untouched",
        "turned up to +1",
    ]
    assert measurements.JOBS.orders[-1]["rows"] == (183, 7)
    assert len(measurements.JOBS.orders[-1]["opening"]) == 41
    assert address(app)["held"] == "2:183,7@41" and address(app)["outcome"] == "vowels"
    before = len(measurements.JOBS.orders)
    open_page(view="cause", held="2:183,7@41")
    assert len(measurements.JOBS.orders) == before, "what is measured is measured once for all"


def test_a_measurement_that_ended_as_its_visitor_left_is_made_for_the_next_one():
    link = {"view": "cause", "held": "2:183,9@41", "hide": "input.form"}
    assert "Units 183, 9 held" in said(open_page(**link))
    *_, job = measurements.MEASUREMENTS._jobs.values()
    job.end, before = "stopped", len(measurements.JOBS.orders)
    app = open_page(**link)
    assert "Units 183, 9 held" in said(app) and "ended early" not in said(app)
    assert len(measurements.JOBS.orders) == before + 1
    assert not app.text_input and not app.text_area, "a lesson leaves out what is not asked"


def test_measure_asks_for_the_units_that_were_typed():
    app = open_page(view="cause")
    assert "Unit 183 held" in said(app)
    units = next(one for one in app.text_input if "Hold units" in one.label)
    units.set_value("5-6")
    run(app)
    run_button(app, "Measure")
    assert "Units 5, 6 held" in said(app) and address(app)["held"] == "2:5,6@61"


@pytest.mark.parametrize("held", ["9:1@1", "2:@1", "2:99999@1", "1:1@0", "x"])
def test_a_link_to_units_that_are_not_there_measures_the_selected_one(held):
    assert "Unit 183 held" in said(open_page(view="cause", held=held))


def test_search_holds_every_unit_and_its_finds_can_be_measured():
    app = open_page(view="cause")
    run_button(app, "Search all 512 units of layer 2")
    order = measurements.JOBS.orders[-1]
    assert order["outcome"] == "line" and address(app)["search"] == "line.2"
    assert "units that were held again" in said(app)
    run_button(app, "unit 183")
    assert address(app)["held"] == "2:183@61"
    app = open_page(view="cause", outcome="loss", search="loss.2")
    assert "Search all" not in said(app), "loss is no outcome of texts that are written"


def test_the_numbers_of_a_held_feature_and_of_the_search_among_them_are_offered(monkeypatch):
    link = {"basis": "features", "held": "2:features.20@41", "search": "line.2.features"}
    _, found = numbers_of(monkeypatch, view="cause", **link)
    lines = [row for row in found["causes"] if row["outcome"] == "characters a line"]
    assert {row["feature"] for row in lines} == {"untouched", "feature 20", "random 1", "random 2"}
    held = [row["held_at"] for row in lines if row["feature"] == "feature 20"]
    assert [float(level) for level in held] == [-1, 0, 1]
    assert {"feature", "low_value", "p_corrected"} <= set(found["search"][0])


def run_button(app, label):
    next(one for one in app.button if one.label.startswith(label)).click()
    return run(app)


# ---- holding a unit from its card ----------------------------------------------------------------


def held_from_card(monkeypatch, told):
    """What the session says after a click on a unit's card."""
    session = {
        "explorer.push": 0,
        "explorer.view": "states",
        "explorer.reach": "",
        "explorer.#insisted": Insisted(),
    }
    monkeypatch.setattr(st, "session_state", session)
    layer, steps = types.SimpleNamespace(hidden_size=512), range(247)
    lens_settings._hold(
        types.SimpleNamespace(depth=1, layer=layer, trace=steps, directions=None), told
    )
    return session


def test_a_unit_is_held_from_its_card(monkeypatch):
    assert lens(open_page())["holds"]
    session = held_from_card(monkeypatch, {"unit": 183, "at": 60, "value": 1})
    assert session["explorer.reach"] == "c2:183@60=1" and session["explorer.view"] == "reach"
    assert (session["explorer.unit"], session["explorer.at"]) == (183, 60)


@pytest.mark.parametrize(
    "told", [{}, {"unit": "1", "at": 2, "value": 1}, {"unit": 512, "at": 60, "value": 1}]
)
def test_what_no_card_can_say_holds_nothing(monkeypatch, told):
    session = held_from_card(monkeypatch, told)
    assert session["explorer.reach"] == "" and session["explorer.view"] == "states"


# ---- patching ------------------------------------------------------------------------------------


def test_every_state_of_another_word_is_put_in():
    app = open_page(**word_link(view="reach", kind="patch", donor="aids", target="aids"))
    assert "Log-probability of “**aids**”" in said(app)
    assert app.get("plotly_chart") and not app.warning
    assert address(app)["kind"] == "patch" and address(app)["donor"] == "aids"
    app = open_page(**word_link(view="reach", kind="patch", donor="aids", target="qqq"))
    assert "no answer 'qqq'" in said(app)
    app = open_page(**word_link(view="reach", kind="patch"))
    assert "Type what the other state has read" in said(app)


@pytest.mark.parametrize("source", ["shakespeare", "sentiment"])
def test_states_of_texts_are_put_in_by_layer_and_by_group(source):
    for rows in ("layers", "groups"):
        app = open_page(from_=source, view="reach", kind="patch", donor="the good king", rows=rows)
        assert "The state that does most" in said(app) and not app.warning


def test_a_network_that_cannot_be_opened_has_no_matrix():
    app = open_page(from_="translation", view="reach", kind="patch")
    assert "Put in every state" not in str([one.options for one in app.get("button_group")])
    assert not app.exception


def test_properties_of_a_file_are_asked_of_its_units(tmp_path, monkeypatch):
    steps = np.arange(400)
    odd, wave = (steps % 2).astype(float), np.sin(steps / 9)
    hidden = np.stack([0.9 * odd, wave, np.zeros(400)], 1)
    trace = seqdemo.Trace.from_arrays(hidden, properties={"an odd step": odd, "a wave": wave})
    seqdemo.save_trace(trace, tmp_path / "mine.npz")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    text = said(open_page(from_="file", view="meaning"))
    assert "| an\u00a0odd\u00a0step | 0 | 1.000 |" in text
    assert "| a\u00a0wave | 1 | r\u00a0=\u00a01.000 |" in text


def test_the_loss_of_a_file_colours_its_text_and_is_asked_of_its_units(tmp_path, monkeypatch):
    loss = np.abs(np.sin(np.arange(400) / 9)).astype(np.float32)
    trace = seqdemo.Trace.from_arrays(np.stack([np.zeros(400), 0.5 * loss], 1))
    seqdemo.save_trace(trace, tmp_path / "mine.npz", loss=loss)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    app = open_page(from_="file", at="400")
    (row,) = mounted(app, "beside")[0]["rows"]
    np.testing.assert_allclose(row["values"], loss, atol=1e-3)
    assert f"{loss.mean():.3f} on average over all 400 steps" in said(app)
    assert "| loss | 1 | r\u00a0=\u00a01.000 |" in said(open_page(from_="file", view="meaning"))


@pytest.mark.parametrize("source", ["shakespeare", "sentiment"])
def test_what_each_symbol_does_to_units_is_shown_with_its_texts(source):
    app = ready(from_=source, view="meaning", asked="symbols", unit="7")
    assert app.get("plotly_chart") and not app.error
    assert "Unit 7 is" in said(app) and "| group | units |" in said(app)
    assert len(mounted(app, "beside")[0]["rows"]) == 6
    assert address(app)["asked"] == "symbols"


def test_matches_are_coloured_by_a_given_property_kept_to_it_and_a_table_stands_beside(
    tmp_path, monkeypatch
):
    steps = np.arange(400)
    on, loss = (steps % 10 == 3).astype(np.float32), (steps / 100).astype(np.float32)
    hidden = np.stack([0.9 * on, 0.2 * np.sin(steps / 9)], 1)
    trace = seqdemo.Trace.from_arrays(hidden, properties={"a third": on})
    seqdemo.save_trace(trace, tmp_path / "mine.npz", loss=loss)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine.npz"))
    link = {"from_": "file", "view": "match", "span": "13-13", "on": "0.5"}
    app = open_page(**link)
    text = said(app)
    assert "| best 40 places | there | all |" in text
    assert "| a third | **100\xa0%** | 10\xa0% |" in text and "coloured" not in text
    app = open_page(**link, told="loss", where="high")
    rows = mounted(app, "rows")[0]
    assert rows["most"] == pytest.approx(3.99) and len(rows["rows"]) == 10
    assert [row["note"] for row in rows["rows"]][:2] == ["step 304", "step 314"]
    assert rows["rows"][0]["values"][33] == pytest.approx(3.03)
    assert "“loss”" in said(app) and address(app)["told"] == "loss"
    assert address(app)["where"] == "high"
