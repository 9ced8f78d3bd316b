"""Every download of every page is made where nobody's session is at hand, as its click does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
OFFERED = {
    "captioner": ["caption (.txt)", "trace (.npz)", "trace (.csv)"],
    "digit_reader": ["trace (.npz)", "trace (.csv)"],
    "films": ["trace (.npz)", "trace (.csv)"],
    "forecast": ["forecast (.csv)", "trace (.npz)", "trace (.csv)"],
    "next_word": ["text (.txt)", "trace (.npz)", "trace (.csv)"],
    "sentiment": ["moods (.csv)", "trace (.npz)", "trace (.csv)"],
    "shakespeare": ["text (.txt)", "trace (.npz)"],
    "sketch": ["drawing (.svg)", "strokes (.json)", "trace (.npz)", "trace (.csv)"],
    "translation": ["translation (.txt)", "trace (.npz)", "trace (.csv)"],
    "word_reader": ["trace (.npz)", "trace (.csv)"],
}
Made = Callable[[], bytes | str]


@pytest.mark.parametrize("page", OFFERED)
def test_a_file_is_made_after_the_run_and_no_two_of_a_page_have_one_name(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, tuple[Made, str]] = {}

    def button(label: str, content: Made, file: str, *_: object, **__: object) -> bool:
        offered[label] = content, file
        return False

    monkeypatch.setattr(st, "download_button", button)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    names = [file for _, file in offered.values()]
    assert set(OFFERED[page]) <= set(offered) and len(names) == len(set(names))
    with ThreadPoolExecutor(1) as outside:
        files = {label: outside.submit(content).result() for label, (content, _) in offered.items()}
    assert all(len(content) > 10 for content in files.values())
