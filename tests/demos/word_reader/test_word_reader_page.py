"""Below the picture of "Read a word": what is still there, the opened cell, pairs of words."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.analysis.guesses import Named
from seqdemo.app.open_cell import kept_choice
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.demos.word_reader.page import controls
from seqdemo.demos.word_reader.reading import NO_WORD
from seqdemo.handwriting.grids import encode

ROOT = Path(__file__).resolve().parents[3]


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/word_reader.py")
    app.run()
    assert not app.exception
    return app


def charts(app):
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def opened(app):
    """The diagrams; the page's style sheet is HTML too."""
    bodies = [element.proto.body for element in app.get("html")]
    return [body for body in bodies if "<section" in body]


@pytest.mark.parametrize(
    ("query", "kept"),
    [({}, True), ({"hide": "presets.typed.guess"}, False), ({"hide": "presets.typed"}, True)],
)
def test_where_all_controls_are_hidden_no_place_is_kept_free_for_them(query, kept):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/word_reader.py").run()
    assert not app.exception
    blocks = [str(getattr(one, "proto", "")) for one in app.main.children.values()]
    assert any("seqdemo-controls" in block for block in blocks) == kept


def test_what_is_still_there_is_shown_for_three_networks_when_it_is_asked_for():
    app = open_page()
    assert not charts(app)
    app.toggle(key="word_reader.still").set_value(True).run()
    assert not app.exception
    titles = [chart["layout"]["title"]["text"] for chart in charts(app)]
    assert [title.split(":")[0] for title in titles] == ["RNN", "GRU", "LSTM"]
    assert all(title.endswith("\u00a0% sure at the end") for title in titles), titles
    assert "the mean of its last column" in " ".join(one.value for one in app.caption)
    for chart in charts(app):
        assert chart["data"][0]["x"] == ["1 s", "2 a", "3 i", "4 d"]


def test_the_opened_cell_shows_the_selected_unit_at_the_selected_step():
    app = open_page(open="1", cell="lstm", step="2", unit="7")
    (diagram,) = opened(app)
    assert "Unit 7 at step 2" in " ".join(element.value for element in app.markdown)
    for gate in ("input", "forget", "candidate", "output"):
        assert f", {gate}</b>" in diagram
    assert "225×96" in diagram and "225×225" in diagram


def test_a_unit_of_the_drawing_can_be_held_in_the_explorer():
    drawing = json.loads(components(open_page(cell="gru"))[0].proto.json)[0]
    hold = parse_qs(urlsplit(drawing["hold"]).query)
    assert hold == {"from": ["word_reader"], "cell": ["gru"], "w": [encode(drawing["drawing"])]}


def test_kept_cells_stand_beside_the_selected_one_and_go_when_let_go():
    app = open_page(open="1", kept="1.3_2.5", step="3", unit="7")
    assert len(opened(app)) == 3
    next(b for b in app.button if b.label == "let this one go").click().run()
    assert not app.exception
    assert len(opened(app)) == 2


@pytest.mark.parametrize("text", ["", "3", "1.2_", "a.b", "1.1_1.2_1.3_1.4", "1.2.30", "9" * 99])
def test_a_link_with_no_places_keeps_nothing(text):
    with pytest.raises(ValueError, match="not up to 3 places"):
        kept_choice().read(text)


def test_places_survive_a_link():
    places = ((0, 3, 0), (11, 224, 1))
    choice = kept_choice()
    assert choice.read(choice.write(places)) == places


@pytest.mark.parametrize("pair", ["was against saw", "dog against god", "listen against silent"])
def test_two_words_of_the_same_letters_are_kept_and_drawn_in_one_hand(pair):
    app = open_page()
    next(b for b in app.button if b.label == pair).click().run()
    assert not app.exception
    first, _, second = pair.split()
    view = json.loads(components(app)[0].proto.json)[0]
    assert view["pinned"]["label"] == first
    assert [step["input"] for step in view["steps"]] == list(second)


def test_who_guesses_first_is_told_what_the_network_expects_letter_by_letter():
    app = open_page(guess="1", step="2")
    sent = [json.loads(element.proto.json)[0] for element in components(app)]
    unroll = next(data for data in sent if "drawing" in data)
    assert unroll["hold"] == ""  # the explorer would tell the answer
    assert unroll["veil"] and [step["veiled"] for step in unroll["steps"]] == [False, *3 * [True]]
    assert unroll["steps"][0]["guesses"] and not any(s["guesses"] for s in unroll["steps"][1:])
    assert unroll["answer"] is None and not unroll["others"] and not app.header
    kept = app.session_state["word_reader.#veil"]
    kept["guessed"]["reading"] = kept["asked"]["reading"], Named("none", 0.9)
    app.run()
    assert not app.exception
    sent = [json.loads(element.proto.json)[0] for element in components(app)]
    unroll = next(data for data in sent if "drawing" in data)
    assert [step["veiled"] for step in unroll["steps"]] == [False, False, True, True]
    revealed = next(data for data in sent if "revealed" in data)["revealed"]
    assert revealed["truth"] == unroll["steps"][1]["guesses"][0][0]
    assert revealed["rows"][0][:2] == [NO_WORD, 0.9]


def test_what_came_after_one_letter_is_what_the_page_says_the_network_expects():
    app = open_page(guess="1", step="1")
    kept = app.session_state["word_reader.#veil"]
    kept["guessed"]["reading"] = kept["asked"]["reading"], Named("such", 0.5)
    app.run()
    sent = [json.loads(element.proto.json)[0] for element in components(app)]
    unroll = next(data for data in sent if "drawing" in data)
    revealed = next(data for data in sent if "revealed" in data)["revealed"]
    assert revealed["truth"] == unroll["steps"][0]["guesses"][0][0]


def test_a_typed_word_that_is_sent_twice_is_drawn_once(monkeypatch):
    app, drawn = open_page(), []
    for at in (100.0, 100.3, 110.0):  # the second: the browser did not know that the line is empty
        monkeypatch.setattr(controls, "monotonic", lambda at=at: at)
        app.text_input(key="word_reader.typed").set_value("music").run()
        assert not app.exception and app.text_input(key="word_reader.typed").value == ""
        given = [json.loads(element.proto.json)[0] for element in components(app)]
        drawn.append(next(data["rev"] for data in given if "drawing" in data))
    assert drawn == [1, 1, 2]


def test_a_typed_word_that_comes_again_beside_a_click_is_not_drawn_however_late(monkeypatch):
    app = open_page()
    for at in (100.0, 200.0):
        monkeypatch.setattr(controls, "monotonic", lambda at=at: at)
        app.text_input(key="word_reader.typed").set_value("music")
        if at > 100:
            next(button for button in app.button if button.label == "said").click()
        app.run()
    given = [json.loads(element.proto.json)[0] for element in components(app)]
    shown = next(data for data in given if "drawing" in data)
    assert (shown["rev"], tuple(shown["drawing"])) == (2, SAID)
