"""The view "Open the cell" on every page that unrolls a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "sentiment": ("2.17_3.5", "512×128", {"step": "4", "unit": "381"}, "Unit 381 at step 4"),
    "next_word": ("2.17_3.5", "720×192", {"at": "4", "unit": "7"}, "Unit 7 at step 4"),
    "sketch": ("2.17_3.5", "512×9", {"look": "4", "unit": "7"}, "Unit 7 at step 5"),
    "forecast": (
        "2.17_3.5",
        "64×35",
        {"view": "inside", "ahead": "4", "unit": "8"},
        "Unit 7 at step 4",
    ),
    "translation": (
        "2.17_3.5.2",
        "×",
        {"at": "3", "unit": "7", "layer": "2"},
        "Unit 7, layer 2, at step 3",
    ),
    "captioner": ("2.17_3.5", "512×", {"at": "4", "unit": "7"}, "Unit 7 at step 4"),
    "shakespeare": (
        "2.17_3.5.2",
        "512×512",
        {"at": "40", "unit": "7", "layer": "2"},
        "Unit 7, layer 2, at step 41",
    ),
}
"""Page -> places that are kept, a size on an arrow, a link, and what it names."""


@pytest.mark.parametrize("page", PAGES)
def test_a_link_opens_the_selected_cell_beside_those_that_were_kept(page: str) -> None:
    kept, size, link, named = PAGES[page]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["seqdemo.inside"] = True
    for name, value in {"open": "1", "kept": kept, **link}.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    opened = [e.proto.body for e in app.get("html") if "What comes in" in e.proto.body]
    assert len(opened) == 3 and size in opened[-1]
    words = [element.value for element in app.markdown]
    assert any(named in word for word in words)
    next(b for b in app.button if b.label == "let this one go").click().run()
    assert not app.exception
    assert sum("What comes in" in e.proto.body for e in app.get("html")) == 2
