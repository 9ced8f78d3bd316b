"""Damaged files: the page that needs them says so in a sentence, and all others work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from seqdemo.core.card_file import ASSETS, WEIGHTS
from seqdemo.demos.forecast import shipped
from seqdemo.demos.lab.page import births
from seqdemo.demos.word_reader.examples import SAID
from seqdemo.handwriting.grids import encode
from seqdemo.tasks import task
from seqdemo.tasks.registry import cards

APP = str(Path(__file__).resolve().parents[2] / "app.py")
UNSEEN = encode(SAID[::-1])

VIEWS = {
    "captioner": "pre=two.dogs",
    "digit_reader": f"d={UNSEEN[:9]}",
    "explorer": "view=gradient&at=20&window=5&target=a",
    "films": f"film={UNSEEN}",
    "forecast": "cell=rnn",
    "game": "from=network",
    "next_word": "view=agreement",
    "sentiment": "cell=gru&text=not+bad",
    "shakespeare": "n=40&seed=5",
    "shapes": "text=abc",
    "sketch": "net=quickdraw_mini&seed=7",
    "through_time": "view=writer",
    "translation": "text=Zwei+Hunde.&way=de-en",
    "word_reader": f"cell=lstm&w={UNSEEN}",
}
"""A view of each demo for which its network has to be loaded."""

FILES = {
    "sentiment/*/weights.safetensors": ("sentiment?cell=gru&text=not+bad",),
    "digit_reader/*/weights.safetensors": (
        f"digit_reader?d={UNSEEN[:9]}",
        f"shapes?one_to_one={UNSEEN[:9]}",
    ),
    "forecast/series/sunspots.csv": ("forecast?series=sunspots",),
    "lab/births.json": ("lab?seed=1",),
}
"""Files that come with the app, and views that need them."""

OTHERS = ("word_reader", "films")

NO_NETWORK = {"by_hand", "lab", "lessons", "own_text", "room"}


def run(page: str, query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["seqdemo.inside"] = True
    for name, value in parse_qsl(query):
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py")
    return app.run()


@pytest.fixture
def damage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Cut off the end of all files that match a pattern."""
    monkeypatch.setattr(task, "ASSETS", tmp_path)
    monkeypatch.setattr(births, "FILE", tmp_path / births.FILE.relative_to(ASSETS))
    monkeypatch.setattr(shipped, "FOLDER", tmp_path / shipped.FOLDER.relative_to(ASSETS))

    def cut(pattern: str) -> None:
        damaged = set(ASSETS.glob(pattern))
        for file in filter(Path.is_file, ASSETS.rglob("*")):
            copy = tmp_path / file.relative_to(ASSETS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file in damaged:
                copy.write_bytes(file.read_bytes()[:-7])
            else:
                copy.symlink_to(file)

    forget()
    yield cut
    forget()


def forget() -> None:
    """Forget what was read of files."""
    st.cache_resource.clear()
    st.cache_data.clear()
    shipped.shipped.cache_clear()


def test_the_views_are_of_all_demos_with_networks() -> None:
    assert VIEWS.keys() | NO_NETWORK == {card.name for card in cards()}


def test_each_page_says_that_its_weights_are_damaged_and_goes_on(
    damage: Callable[[str], None],
) -> None:
    damage(f"*/*/{WEIGHTS}")
    for page, query in VIEWS.items():
        app = run(page, query)
        assert not app.exception, page
        said = [error.value for error in app.error]
        assert said, f"{page} needs no network"
        for sentence in said:
            assert "cannot be used: " in sentence and "weights.safetensors is damaged" in sentence
            assert "The other demos and networks still work." in sentence


@pytest.mark.parametrize("pattern", FILES)
def test_views_that_need_a_damaged_file_say_one_sentence_and_others_answer(
    damage: Callable[[str], None], pattern: str
) -> None:
    damage(pattern)
    for view in FILES[pattern]:
        app = run(*view.split("?"))
        assert not app.exception, view
        (error,) = app.error
        assert f"{Path(pattern).name} is damaged" in error.value
        assert "The other demos and networks still work." in error.value
    for page in OTHERS:
        app = run(page, VIEWS[page])
        assert not app.error and not app.exception
