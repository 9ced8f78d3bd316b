"""Where states come from: the demos are found, and what one lacks is not offered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from explorer_app import address, lens, mounted, open_page, ready, run, said, short_corpora

from seqdemo.demos.captioner.page import answers
from seqdemo.tasks.registry import demos, explorables, get_task

EXPLORER = Path(__file__).parents[3] / "seqdemo" / "demos" / "explorer"


@pytest.fixture(scope="module", autouse=True)
def _short_corpora(tmp_path_factory: pytest.TempPathFactory):
    with short_corpora(tmp_path_factory.mktemp("cache")):
        yield


def test_the_explorer_names_no_demo():
    names = {*demos(), *(name.replace("_", " ") for name in demos())}
    for path in EXPLORER.rglob("*.py"):
        text = path.read_text("utf-8").lower()
        assert not [name for name in names if name in text], path


@pytest.mark.parametrize("name", list(explorables()))
def test_an_explorable_says_what_its_networks_are(name):
    side = explorables()[name]
    assert set(side.networks) <= set(get_task(name).networks) and side.network in side.networks
    trace = side.read(get_task(name).load(side.network), side.example or "To be, or not")
    assert len(trace.layers) == side.layers
    assert not side.joined or all(len(label) == 1 for label in trace.inputs)


@pytest.mark.parametrize("name", list(explorables()))
def test_every_demo_is_a_source_and_opens(name):
    app = open_page(from_=name)
    assert address(app)["from"] == name
    (source,) = [one for one in app.segmented_control if one.label == "States of"]
    title = explorables()[name].title
    assert source.value == name and f"{title[0].upper()}{title[1:]}" in source.options


CAPTION_VIEWS = ("states", "gates", "path", "gradient", "meaning", "match")


@pytest.mark.parametrize("view", CAPTION_VIEWS)
def test_every_view_of_a_caption_opens(view):
    app = ready(from_="captioner", cell="attention", view=view)
    assert "What to look for" in said(app)
    assert not app.error and not app.warning


@pytest.mark.parametrize("view", [*CAPTION_VIEWS, "reach"])
def test_every_view_of_a_text_read_word_by_word_opens(view):
    app = ready(from_="next_word", cell="lstm", view=view)
    assert "What to look for" in said(app)
    assert not app.error and not app.warning


def test_a_network_of_words_writes_on_from_the_chosen_step():
    app = open_page(from_="next_word", cell="gru", view="reach", at="3")
    (texts,) = mounted(app, "rows")
    symbols = texts["rows"][0]["symbols"]
    assert symbols[:4] == ["<start>", "I", "grew", "up"] and len(symbols) == 4 + 24
    assert texts["rows"][0]["note"] == "4 given" and not texts["joined"]


def test_a_view_that_a_demo_cannot_fill_is_not_offered_and_a_link_to_it_shows_another():
    app = open_page(from_="captioner", view="reach")
    (view,) = [one for one in app.segmented_control if one.label == "View"]
    assert "Reach in" not in view.options and view.value == "states"
    assert lens(app)["title"] == "LSTM with attention, 512 units"


def test_a_link_brings_back_photo_network_and_sentence():
    app = open_page(from_="captioner", cell="plain", photo="cat", say="A dog, a xylophonist!")
    data = lens(app)
    assert data["labels"] == ["<start>", "a", "dog", "a"] and not data["joined"]
    assert data["title"] == "LSTM without attention, 512 units"
    assert address(app)["photo"] == "cat" and "does not know them: xylophonist" in said(app)
    assert lens(open_page(from_="captioner", cell="plain", photo="../etc"))["labels"][1] == "a"


def test_another_photo_is_described_in_the_networks_own_words():
    app = open_page(from_="captioner", say="a dog")
    (strip,) = mounted(app, "photos")
    assert [photo["key"] for photo in strip["photos"]] == [photo.key for photo in answers.samples()]
    before = lens(app)["labels"]
    app.session_state["explorer.captioner.photo"] = "rocket"
    app.session_state["explorer.captioner.sentence"] = ""
    after = lens(run(app))["labels"]
    assert before == ["<start>", "a", "dog"] and len(after) > 3


def test_both_captioners_are_asked_about_the_same_words():
    app = open_page(from_="captioner", view="gradient", at="3", cell="plain")
    assert "next word" in said(app) and not app.warning
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert [line["name"] for line in figure["data"]] == ["with attention", "without attention"]


@pytest.mark.parametrize("view", [*CAPTION_VIEWS, "reach"])
def test_every_view_of_a_translation_opens(view):
    app = ready(from_="translation", cell="attention", view=view)
    assert "What to look for" in said(app)
    assert not app.error and not app.warning


def test_a_translation_is_read_as_far_as_it_was_said_and_asked_how_it_goes_on():
    link = {"from_": "translation", "way": "de-en", "text": "Zwei Hunde.", "say": "Two dogs"}
    assert lens(open_page(**link))["labels"] == ["→ English", "Two", "dogs"]
    app = ready(**link, view="reach", reach="c1:0.1@1=0")
    assert "Untouched, it says next" in said(app) and "Reached into, it says next" in said(app)
    assert address(app)["say"] == "Two dogs" and address(app)["way"] == "de-en"


def test_an_input_is_kept_while_another_source_is_looked_at():
    app = open_page(text="Alas!", cell="gru")
    (source,) = [one for one in app.segmented_control if one.label == "States of"]
    source.set_value("word_reader").run()
    assert lens(app)["labels"] == list("said")
    (source,) = [one for one in app.segmented_control if one.label == "States of"]
    source.set_value("shakespeare").run()
    assert "".join(lens(app)["labels"]) == "Alas!"
    assert address(app)["cell"] == "gru"


def test_a_link_hides_and_locks_controls_of_the_page_and_of_the_input():
    link = {"from_": "word_reader", "word": "jazz", "hide": "view.hand", "lock": "word.network"}
    app = open_page(**link)
    data = lens(app)
    assert data["labels"] == list("jazz") and not app.number_input
    assert "View" not in [one.label for one in app.segmented_control]
    (network,) = [one for one in app.segmented_control if one.label == "Network"]
    assert network.disabled and app.text_input(key="explorer.word_reader.word").disabled
    kept = {name: set(address(app)[name].split(".")) for name in ("hide", "lock")}
    assert kept == {"hide": {"view", "hand"}, "lock": {"word", "network"}}


def test_a_link_is_the_whole_view_also_of_the_input():
    app = open_page(from_="word_reader", word="jazz", cell="gru")
    app.switch_page("pages/word_reader.py").run()
    for name in list(app.query_params):
        del app.query_params[name]
    app.query_params["from"], app.query_params["view"] = "word_reader", "states"
    app.switch_page("pages/explorer.py")
    assert lens(run(app))["labels"] == list("said")


def test_who_comes_back_finds_the_step_and_unit_that_were_left():
    app = open_page(from_="word_reader", word="jazz", cell="gru")
    app.session_state["explorer.at"], app.session_state["explorer.unit"] = 2, 5
    for page in ("word_reader", "explorer"):
        app.switch_page(f"pages/{page}.py")
        app.query_params.clear()
        run(app)
    assert (lens(app)["at"], lens(app)["unit"]) == (2, 5)
