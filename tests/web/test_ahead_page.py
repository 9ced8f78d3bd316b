"""The scripts of a page's components are asked for before the page's own modules are imported."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


def asked_for(app):
    """Files that the browser is told to fetch, and the scripts of all components on the page."""
    ahead, shown = [], []
    for element in app.get("bidi_component"):
        if element.proto.component_name == "seqdemo.ahead":
            assert "KeyP" in element.proto.js_content, "it hears the key that presents from then on"
            ahead += json.loads(element.proto.json)[0]["files"]
        else:
            shown.append(element.proto.js_content)
    return ahead, shown


def test_the_first_run_of_a_page_asks_for_its_own_scripts_and_later_ones_do_not():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/word_reader.py").run()
    ahead, shown = asked_for(app)
    assert [file.split("-")[0] for file in ahead] == [
        "seqdemo.unroll/unroll",
        "seqdemo.present/present",
    ]
    assert any(ahead[0] in script for script in shown)
    assert asked_for(app.run())[0] == []
