"""Pages, run as Streamlit runs them, without a browser: controls change what is shown."""

import json
from pathlib import Path

import pytest
from page_components import components
from streamlit.testing.v1 import AppTest

from seqdemo.core import card_file
from seqdemo.demos.word_reader.examples import AIDS, SAID, shapes
from seqdemo.demos.word_reader.page.state import STATE
from seqdemo.handwriting.grids import BLANK, encode
from seqdemo.tasks.card import KINDS
from seqdemo.tasks.registry import cards

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pages/word_reader.py"


def open_app(page=None, **query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["seqdemo.inside"] = True
    for name, value in query.items():
        app.query_params[name] = value
    if page:
        app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def shown(app):
    """What the unroll was given."""
    return json.loads(components(app)[0].proto.json)[0]


def link(app):
    """What the page writes into the address."""
    written = json.loads(components(app)[-1].proto.json)[0]["link"]
    return {name: text for name, text in written.items() if name != "inside"}


def headline(app):
    answer = shown(app)["answer"]
    return answer and answer["word"]


@pytest.fixture
def page():
    return open_app(PAGE)


def button(app, label):
    return next(b for b in app.button if b.label == label)


def test_the_home_page_shows_the_living_picture_and_a_card_for_each_demo():
    app = open_app()
    assert app.title[0].value == "Networks that remember"
    assert shown(app)["labels"] == list("jazz")
    text = " ".join(element.value for element in app.markdown)
    titles = [element.value for element in app.subheader]
    for card in cards():
        assert card.title in titles and card.summary in text
    for kind, sentence in KINDS.items():
        assert f"**{kind.capitalize()}**" in text and sentence in text
    pictures = [image.proto.imgs[0].url for image in app.image]
    assert len(pictures) == len(set(pictures)), "no picture stands for two demos"
    assert len(app.get("page_link")) > len(cards()) > len(pictures) >= 10
    assert all(url.endswith(".png") for url in pictures), "sent as made, not made into JPEGs"


def test_every_run_of_every_visitor_has_the_whole_menu():
    menu = [("Networks that remember", ""), *((card.title, card.name) for card in cards())]
    for page in (None, "pages/by_hand.py"):
        app = open_app(page)
        for _ in range(2):
            links = [one.proto for one in app.sidebar.get("page_link")]
            assert [(one.label, one.page) for one in links] == menu
            app.run()


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_every_page_opens_with_its_title(card):
    app = open_app(f"pages/{card.name}.py")
    assert app.title[0].value == card.title
    ways = [one.proto.label for one in app.main.get("page_link")]
    assert [words for words in ways if not words.endswith("→") and "▶" not in words] == []


def test_the_first_visit_shows_said_already_read(page):
    assert shown(page)["drawing"] == list(SAID)
    assert headline(page) == "said"
    assert [step["input"] for step in shown(page)["steps"]] == list("said")


def test_a_preset_is_drawn_and_read(page):
    button(page, "aids").click().run()
    assert shown(page)["drawing"] == list(AIDS) and headline(page) == "aids"
    assert shown(page)["rev"] > 0


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_each_network_shows_its_own_states_and_gates(page, cell):
    page.session_state["word_reader.cell"] = cell
    page.run()
    layer = shown(page)["layer"]
    sent = {  # the browser computes from them what follows
        "rnn": {"hidden"},
        "gru": {"reset", "update", "candidate"},
        "lstm": {"input", "forget", "candidate", "output"},
    }
    assert layer["cell"] == cell and set(layer["names"]) == sent[cell]
    assert len(layer["rows"]) == layer["steps"] == 4
    assert [other["now"] for other in shown(page)["others"]] == [
        c == cell for c in ("rnn", "gru", "lstm")
    ]


def test_the_order_of_units_changes_the_tile_and_not_the_numbers(page):
    before = shown(page)
    page.selectbox[0].set_value("index").run()
    after = shown(page)
    assert after["order"] == sorted(before["order"]) != before["order"]
    assert after["layer"] == before["layer"]


def test_a_typed_word_is_drawn(page):
    page.text_input[0].set_value("Music").run()
    assert len(shown(page)["drawing"]) == 5 and headline(page) == "music"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12 34!", "Nothing to draw"),
        ("😀", "Nothing to draw"),
        ("🙂", "Nothing to draw"),
        ("ß", "Nothing to draw: the network reads the letters a to z"),
        ("<b>said</b>", "Left out"),
        ("q" * 200, "Only the first 12 letters fit"),
        ("naïve", "Left out"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_nothing_is_lost(page, text, sentence):
    before = shown(page)["drawing"]
    page.text_input[0].set_value(text).run()
    assert not page.exception
    assert any(sentence in caption.value for caption in page.caption)
    if sentence.startswith("Nothing"):
        assert shown(page)["drawing"] == before


def test_surprise_me_draws_a_known_word(page):
    button(page, "surprise me").click().run()
    assert shown(page)["rev"] > 0 and shown(page)["steps"]


def test_a_link_brings_back_drawing_network_order_step_and_unit():
    app = open_app(PAGE, w=encode(AIDS), cell="gru", order="similarity", step="2", unit="17")
    view = shown(app)
    assert view["drawing"] == list(AIDS) and link(app)["order"] == "similarity"
    assert (view["step"], view["unit"]) == (1, 17)


def test_a_link_in_which_nothing_makes_sense_changes_nothing():
    bad = dict.fromkeys(STATE.names, "<script>alert(1)</script>")
    bad |= {"w": "A" * 5_000, "step": "²", "unit": "9" * 5_000, "pin": "x"}
    view, first = shown(open_app(PAGE, **bad)), shown(open_app(PAGE))
    for told in (view, first):
        del told["epoch"]
    assert view == first


@pytest.mark.parametrize(
    "link",
    [
        {"w": "nonsense"},
        {"w": "A" * 5_000},
        {"cell": "cnn", "order": "none", "step": "-3", "unit": "x"},
        {"step": "99"},
    ],
)
def test_a_broken_link_shows_the_example(link):
    app = open_app(PAGE, **link)
    assert shown(app)["drawing"] == list(SAID) and headline(app) == "said"


def test_comparing_shows_the_kept_word_and_how_far_the_states_are_apart(page):
    button(page, "said against aids").click().run()
    view = shown(page)
    assert headline(page) == "aids" and view["pinned"]["label"] == "said"
    assert link(page)["pin"] == encode(SAID)
    assert any("apart" in element.value for element in page.markdown)
    button(page, "stop comparing").click().run()
    assert shown(page)["pinned"] is None


def test_nothing_drawn_is_nothing_read():
    app = open_app(PAGE, w=encode((BLANK, BLANK)))
    view = shown(app)
    assert view["steps"] == [] and view["layer"] is None and view["answer"] is None


def test_twelve_letters_are_read():
    app = open_app(PAGE, w=encode(shapes("saidsaidsaid")))
    assert len(shown(app)["steps"]) == 12


def test_two_visitors_do_not_disturb_each_other():
    one, two = open_app(PAGE), open_app(PAGE)
    button(one, "aids").click().run()
    two.run()
    assert headline(one) == "aids" and headline(two) == "said"


def test_a_damaged_network_is_named_and_the_others_go_on(tmp_path, monkeypatch):
    """Copy the shipped networks, cut one file short, and look at the page as a visitor would."""
    import shutil

    import streamlit as st

    from seqdemo.app import networks
    from seqdemo.demos.word_reader import examples
    from seqdemo.tasks import task as base

    assets = tmp_path / "assets"
    shutil.copytree(card_file.ASSETS, assets)
    weights = assets / "word_reader" / "lstm" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    for module in (card_file, networks, base, examples):
        monkeypatch.setattr(module, "ASSETS", assets)
    st.cache_resource.clear()
    app = open_app(PAGE, w=encode(AIDS), cell="lstm")
    assert "lstm/weights.safetensors is damaged" in app.error[0].value
    assert "other demos" in app.error[0].value
    app.session_state["word_reader.cell"] = "gru"
    app.run()
    assert not app.error and headline(app) == "aids"
    assert [other["name"] for other in shown(app)["others"]] == ["RNN", "GRU"]
    st.cache_resource.clear()
