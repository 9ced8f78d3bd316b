"""The page "Read a digit", run as Streamlit runs it, without a browser."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.core.percent import percent
from seqdemo.demos.digit_reader.examples import NETWORK, READY
from seqdemo.demos.digit_reader.page.state import WORD
from seqdemo.demos.digit_reader.query import ReadDigit
from seqdemo.demos.digit_reader.task import TASK
from seqdemo.handwriting.grids import BLANK, encode

ROOT = Path(__file__).resolve().parents[3]


def open_page(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/digit_reader.py")
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return " ".join(e.value for group in (app.markdown, app.caption) for e in group)


def link(app):
    mounted = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    return next(data["link"] for data in mounted if "names" in data)


@pytest.fixture(scope="module")
def app():
    return open_page()


def test_what_it_says_is_what_the_network_says(app):
    chances = TASK.predict(TASK.load(NETWORK), ReadDigit(READY["7"]))
    best = max(range(10), key=lambda digit: chances[digit])
    assert f"## {best} \u00a0 {percent(chances[best])}" in text_of(app)


def test_grids_that_do_not_fit_are_refused_by_torch_itself():
    said = text_of(open_page(feed="1"))
    assert "cannot be multiplied (1x196 and 49x400)" in said
    assert "cannot be multiplied (1x64 and 49x400)" in said


def test_the_word_goes_to_the_reader_that_remembers(app):
    links = [e.proto for e in app.get("page_link") if "word_reader" in e.proto.page]
    assert f"w={WORD}" in [link.query_string for link in links]


def test_links_and_buttons_change_what_is_read(app):
    eight = open_page(d=encode((READY["8"],)), ask="3", w=encode((READY["3"],)))
    said = text_of(eight)
    assert "what speaks for **3**" in said and "that fits" in said
    assert set(link(eight)) == {"d", "ask", "w"}
    next(b for b in eight.button if b.label == "7").click()
    eight.run()
    assert "## 7" in text_of(eight) and "d" not in link(eight)


def test_an_empty_grid_and_nonsense_in_a_link_do_no_harm():
    blank = open_page(d=encode((BLANK,)), ask="x", w="?", hide="words.patterns", veil="picture")
    said = text_of(blank)
    assert "Nothing is drawn" in said and "let it read a word" not in said


def test_who_guesses_first_sees_bars_and_no_network():
    said = text_of(open_page(guess="1"))
    assert "## 7" not in said and "what speaks for" not in said
