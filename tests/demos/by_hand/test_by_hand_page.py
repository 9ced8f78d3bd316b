"""The page "A memory by hand", run as Streamlit runs it; what it computes runs in the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import seqdemo.demos.by_hand.page.hand as hand
from seqdemo.demos.by_hand.page.state import BUILT, PUZZLES, SQUEEZES

ROOT = Path(__file__).resolve().parents[3]
SOLVED = "2,0,0,0,2,0,0,0,0,3,0"


def open_page(**link):
    """Open the page by a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/by_hand.py")
    app.run()
    assert not app.exception and not app.error
    return app


def mounted(app, name):
    """Data of the component that has something of that name."""
    found = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    (data,) = [data for data in found if name in data]
    return data


def link(app):
    return mounted(app, "link")["link"]


def test_a_first_visit_builds_and_leaves_everything_to_the_browser():
    app = open_page()
    data = mounted(app, "place")
    assert app.title[0].value == "A memory by hand"
    assert data["mode"] == "build" and data["hide"] == []
    assert data["place"] == {"puzzle": "has_a"} | dict.fromkeys(BUILT[1:])
    assert link(app) == {}


def test_a_link_brings_back_what_was_built_and_a_teachers_link_hides_the_way_out():
    built = {"puzzle": "echo", "net": "rnn.relu.2", "w": SOLVED, "word": "abba", "at": "2"}
    app = open_page(view="cell", hide="hint.solution.learn", **built)
    data = mounted(app, "place")
    assert data["place"] == built and data["mode"] == "cell"
    assert data["hide"] == ["hint", "learn", "solution"]
    assert link(app) == built | {"view": "cell", "hide": "hint.learn.solution"}


def test_fifty_steps_have_their_own_part_of_the_link():
    app = open_page(view="fifty", weight="-1.2", squeeze="tanh", puzzle="odd")
    data = mounted(app, "weight")
    assert (data["weight"], data["squeeze"]) == (-1.2, "tanh")
    assert link(app) == {"view": "fifty", "weight": "-1.2", "squeeze": "tanh"}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "9" * 5000, "", "1e99,nan", "\x00"])
def test_links_that_make_no_sense_change_nothing(text):
    app = open_page(puzzle=text, net=text, w=text, word=text, at=text, view=text, weight=text)
    assert link(app).keys() <= {"w"}
    assert mounted(app, "place")["place"]["puzzle"] == "has_a"


def test_python_knows_the_puzzles_and_squeezes_of_the_browser():
    folder = Path(hand.__file__).parent
    puzzles = re.findall(r"^  (\w+): \{$", (folder / "puzzles.js").read_text("utf-8"), re.M)
    assert tuple(puzzles) == PUZZLES
    page = (folder.parent / "fifty" / "fifty.html").read_text("utf-8")
    assert tuple(re.findall(r'data-squeeze="(\w+)"', page)) == SQUEEZES
