"""The page "Draw together", run as Streamlit runs it, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.app import networks
from seqdemo.core import card_file
from seqdemo.demos.sketch.examples import BODY, STARTS
from seqdemo.demos.sketch.page.state import MODES, NETWORKS, STATE
from seqdemo.demos.sketch.strokes import MAX_KEPT, Line, encode, write_line

ROOT = Path(__file__).resolve().parents[3]
PAGE = "pages/sketch.py"
DOT = (Line("m", ((256, 256),)),)
NOT_LOOKED_AT = {"hide": "states"}
"""Links that leave out what a test does not look at are quicker."""


def open_page(*, settle=True, **query):
    """Open the page by a link; and run it again, as it does when a visitor has rested."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in (NOT_LOOKED_AT | query).items():
        app.query_params[name] = value
    app.switch_page(PAGE)
    for _ in range(1 + settle):
        app.run()
        assert not app.exception
    return app


def mounted(app):
    return [json.loads(element.proto.json)[0] for element in components(app)]


def sheet(app):
    """What the sheet was given."""
    (found,) = (data for data in mounted(app) if "drawing" in data)
    return found


def link(app):
    (found,) = (data for data in mounted(app) if "link" in data)
    return {name: text for name, text in found["link"].items() if name != "inside"}


def test_a_first_visit_finds_the_shipped_example_and_then_other_endings():
    at_once = sheet(open_page(settle=False))
    assert at_once["ahead"]["lifted"] and at_once["others"] is None
    app = open_page()
    found = sheet(app)
    assert found["ahead"] == at_once["ahead"]
    assert found["drawing"] == [write_line(line) for line in BODY]
    assert found["ahead"]["lifted"] and not found["waits"]
    assert len(found["others"]) == 10
    assert "w" not in link(app)


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_goes_on(network):
    app = open_page(net=network, w=encode(BODY))
    found = sheet(app)
    assert found["ahead"] is not None and found["mode"] == "finish"
    assert link(app).get("net", "aaron_sheep") == network


def test_a_network_finds_a_beginning_of_its_kind_and_what_a_visitor_drew_stays():
    app = open_page()
    for name in ("omniglot", "short_kanji"):
        (kind,) = [one for one in app.segmented_control if one.label == "What it draws"]
        kind.set_value(name).run()
        assert sheet(app)["drawing"] == [write_line(line) for line in STARTS[name]]
    app = open_page(w=encode(DOT))
    (kind,) = [one for one in app.segmented_control if one.label == "What it draws"]
    kind.set_value("omniglot").run()
    assert sheet(app)["drawing"] == [write_line(line) for line in DOT]


def test_in_turns_the_network_draws_one_line_and_then_waits():
    found = sheet(open_page(mode="beside", w=encode(BODY)))
    assert found["ahead"]["lifted"].count("1") <= 1
    answered = (*BODY, Line("n", ((10, 10), (20, 20))))
    found = sheet(open_page(mode="beside", w=encode(answered)))
    assert found["waits"] and found["ahead"] is None


def test_a_morph_leads_from_the_drawing_to_the_one_that_was_kept():
    found = sheet(open_page(mode="morph", w=encode(BODY), v=encode(DOT)))
    assert len(found["frames"]) == 10 and len(found["kept"]) == 1
    assert sheet(open_page(mode="morph", w="-"))["frames"] == []


def test_another_seed_and_another_temperature_end_otherwise():
    ends = {
        sheet(open_page(**query))["ahead"]["places"] for query in ({}, {"seed": "2"}, {"t": "1"})
    }
    assert len(ends) == 3


def test_one_of_the_other_endings_can_be_linked_to():
    others = sheet(open_page())["others"]
    assert sheet(open_page(ending="3"))["ending"] == 3
    assert len(others[2]) > 0 and link(open_page(ending="3"))["ending"] == "3"


@pytest.mark.parametrize(
    "sketch", [(), DOT, (Line("m", tuple((n * 7 % 512, n * 11 % 512) for n in range(MAX_KEPT))),)]
)
@pytest.mark.parametrize("mode", MODES)
def test_nothing_a_dot_and_a_full_sheet_are_drawings_too(sketch, mode):
    found = sheet(open_page(mode=mode, w=encode(sketch) or "-"))
    assert len(found["drawing"]) == len(sketch)


def test_links_that_make_no_sense_change_nothing():
    app = open_page(
        w="C" * 5_000,
        v="\u202e!",
        net="cat",
        mode="paint",
        thing="unicorn",
        t="nan",
        seed="1e9",
        ending="99",
        step="-4",
        unit="x",
    )
    assert link(app) == {"hide": "states"}
    assert sheet(app)["drawing"] == [write_line(line) for line in BODY]


def test_a_scribble_is_read_rougher_and_said_so():
    app = open_page()
    places = tuple((n * 37 % 512, n * 101 % 512) for n in range(3_000))
    app.session_state[STATE.key("drawing")] = (write_line(Line("m", places)),)
    app.run()
    assert not app.exception and str(MAX_KEPT) in sheet(app)["note"]


def test_the_thing_is_asked_only_of_the_network_that_knows_things():
    assert [box.label for box in open_page().selectbox] == []
    app = open_page(net="quickdraw_mini", thing="dog")
    assert [box.value for box in app.selectbox] == ["dog"]


def test_controls_can_be_hidden_and_locked_by_a_link():
    app = open_page(hide="states.seed.mode", lock="temperature")
    assert not app.number_input and app.slider[0].disabled


def test_ten_endings_of_one_drawing_are_drawn_once_for_all_visitors(monkeypatch):
    drawn, draw = [], networks.answer
    monkeypatch.setattr(
        networks, "answer", lambda *asked: drawn.append(asked[2].endings) or draw(*asked)
    )
    one, two = (sheet(open_page(seed="77", t="0.35"))["others"] for _ in range(2))
    assert one == two and len(one) == 10
    assert drawn.count(10) == 1


def test_endings_can_be_veiled_until_they_are_asked_for():
    app = open_page(veil="endings")
    assert sheet(app)["others"] is None
    next(b for b in app.button if b.label == "show the answer").click().run()
    assert len(sheet(app)["others"]) == 10


def test_states_and_gates_of_every_point_are_shown():
    app = open_page(hide="", w=encode(BODY))
    found = [data for data in mounted(app) if "layers" in data]
    assert len(found) == 1 and found[0]["labels"][0] == "start"
    gates = set(found[0]["layers"][0]["arrays"])
    assert gates == {"hidden", "cell_state", "input", "forget", "candidate", "output"}
    assert found[0]["columns"][3]["input"]["kind"] == found[0]["columns"][3]["output"]["kind"]
    assert found[0]["columns"][3]["note"] == "you"
    assert found[0]["columns"][-1]["note"] == "network"


def test_a_morph_shows_the_encoder_before_the_decoder():
    app = open_page(hide="", mode="morph", w=encode(BODY))
    encoder, decoder = (data for data in mounted(app) if "layers" in data)
    assert [layer["direction"] for layer in encoder["layers"]] == ["forward", "backward"]
    assert encoder["columns"][-1]["note"] == "end" and not encoder["player"]
    assert decoder["upstream"] and decoder["before"] == len(encoder["columns"])


def test_the_card_says_what_the_network_was_trained_on_and_what_it_cannot_do():
    text = " ".join(element.value for element in (*open_page().markdown, *open_page().caption))
    for part in ("CC BY-NC", "Gaussians", "N_max = 250", "nothing but sheep"):
        assert part in text


def test_a_damaged_network_is_said_in_a_sentence(monkeypatch, tmp_path):
    from seqdemo.app import networks

    monkeypatch.setattr(card_file, "ASSETS", tmp_path)
    monkeypatch.setattr(networks, "ASSETS", tmp_path)
    networks.card.clear()
    app = open_page()
    assert "cannot be used" in app.error[0].value
    networks.card.clear()


def test_the_shipped_example_is_what_the_network_answers():
    from seqdemo.app import networks
    from seqdemo.demos.sketch.examples import first_query, shipped
    from seqdemo.demos.sketch.page import stage

    path = shipped(first_query())
    assert path is not None
    kept = stage._of_trace(networks.example_file(path))
    drawn = networks.answer("sketch", "aaron_sheep", first_query())
    np.testing.assert_allclose(kept.places, drawn.places[0], atol=0.6)  # kept in 16 bits
    pen = drawn.gaussians[0].pen
    np.testing.assert_allclose(kept.gaussians.pen[: len(pen)], pen, atol=0.01)
    assert kept.finished == drawn.endings[0].finished and kept.start == drawn.start
