"""The page "Back through time", run as Streamlit runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.demos.through_time.page import writer
from seqdemo.demos.through_time.page.state import TINY

ROOT = Path(__file__).resolve().parents[3]


def open_page(**link):
    """Open the page by a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/through_time.py")
    app.run()
    assert not app.exception and not app.error
    return app


def mounted(app, name):
    """Data of the components that have something of that name."""
    found = [json.loads(element.proto.json)[0] for element in app.get("bidi_component")]
    return [data for data in found if name in data]


def link(app):
    (data,) = mounted(app, "link")
    return data["link"]


def test_a_first_visit_and_a_link_of_the_tiny_network():
    (data,) = mounted(open_page(), "writer")
    assert data["writer"] is None and data["place"] == dict.fromkeys(TINY)
    built = {"word": "banana", "units": "4", "window": "2", "done": "100", "at": "7"}
    app = open_page(**built)
    assert mounted(app, "writer")[0]["place"] == dict.fromkeys(TINY) | built
    assert link(app) == built


@pytest.mark.parametrize("text", ["<b>", "9" * 999, "", "1e9", "-1"])
def test_links_that_make_no_sense_change_nothing(text):
    app = open_page(**dict.fromkeys(TINY, text), view=text, cut=text, speed=text)
    assert link(app) == {}


def test_the_writer_goes_forward_and_back_over_what_is_typed(monkeypatch):
    monkeypatch.setattr(writer, "MORE", 25)
    app = open_page(view="writer", text="O Ro", cut="2")
    (data,) = mounted(app, "writer")
    records, losses = data["writer"]["records"], data["writer"]["losses"]
    assert list(records) == ["0", "1", "10"] and len(losses) == 11
    first = records["0"]
    assert first["labels"] == list("O R") and first["targets"] == list(" Ro")
    assert [len(layer["flows"]) for layer in first["layers"]] == [2, 2]
    assert first["layers"][1]["flows"][1] == 0 and first["layers"][1]["flows"][0] > 0
    assert sum(first["losses"]) == pytest.approx(losses[0])
    assert losses[10] < losses[0] / 2
    assert link(app) == {"view": "writer", "text": "O Ro", "cut": "2"}
    app.session_state["through_time.#asked"] = ("O Ro", 2, 0.05)
    (data,) = mounted(app.run(), "writer")
    more = data["writer"]
    assert list(more["records"]) == ["0", "1", "10", "25"] and len(more["losses"]) == 26
    assert more["losses"][:11] == losses and more["losses"][25] < losses[10] / 2
    assert sum(more["records"]["25"]["losses"]) == pytest.approx(more["losses"][25])
    app.text_input[0].set_value("ü").run()
    assert "at least two letters" in app.info[0].value
    assert any("does not know: ü" in caption.value for caption in app.caption)
