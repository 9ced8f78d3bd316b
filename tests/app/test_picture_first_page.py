"""A browser's first page: the picture before the menu, and then all that any visitor sees."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from seqdemo.app import networks
from seqdemo.app import page as pages
from seqdemo.app.page import Page

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_put_off_is_drawn_once_in_order_and_what_comes_then_at_once() -> None:
    drawn: list[str] = []
    page = Page(None, arrived=True, later=[])
    page.draw(lambda: drawn.append("menu"))
    page.draw(lambda: drawn.append("buttons"))
    assert drawn == []
    page.let_draw()
    assert drawn == ["menu", "buttons"]
    page.draw(lambda: drawn.append("more"))
    page.let_draw()
    assert drawn == ["menu", "buttons", "more"]


def seen(file: str) -> list[tuple[str, str]]:
    """Kind and words of every element of a page, in the order in which they stand."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if file != "app.py":
        app.switch_page(file)
    app.run()
    assert not app.exception
    found = [(each.type, str(getattr(each, "label", None))) for each in [*app.sidebar, *app.main]]
    return [each for each in found if each[0] != "empty"]


@pytest.mark.parametrize("file", ["app.py", "pages/word_reader.py"])
def test_a_browser_is_given_its_first_page_in_another_order_and_not_another_page(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = seen(file)
    waits: list[float] = []
    monkeypatch.setattr(pages, "_draws", lambda: True)
    # Threads of other tests may wait meanwhile: theirs is left as it is.
    monkeypatch.setattr(pages, "closing", SimpleNamespace(wait=waits.append))
    assert seen(file) == usual
    assert waits and set(waits) == {pages.DRAW_SECONDS}


def test_the_menu_is_there_when_the_picture_cannot_be_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(*_: object) -> None:
        raise networks.CheckpointError("the file is damaged")

    monkeypatch.setattr(pages, "_draws", lambda: True)
    monkeypatch.setattr("seqdemo.demos.word_reader.page.stage.view", damaged)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/word_reader.py").run()
    assert app.error and not app.exception
    assert "Start" in [caption.value for caption in app.sidebar.caption]
