"""Every page behind HAProxy, below a path: nothing from elsewhere, nothing refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from haproxy_service import Service, program, service
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from real_browser import Watch, inside, new_context, visitors, watch

from bench._browser import draw, drawn, grid
from seqdemo.cli.haproxy import COOKIE
from seqdemo.core.percent import percent
from seqdemo.demos.word_reader import reading
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.demos.word_reader.query import ReadWord
from seqdemo.demos.word_reader.task import TASK
from seqdemo.handwriting.grids import encode

__all__ = ["new_context", "program", "service", "visitors", "watch"]

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.fixture
def refused(new_context: Callable[..., BrowserContext]) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what the content security policy has refused in it until now."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(f"{message.page and message.page.url}: {message.text}")

    context = new_context()
    context.on("console", hear)
    yield context.new_page(), found
    context.remove_listener("console", hear)


def test_every_page_opens_as_a_deep_link_and_needs_nothing_but_its_own_server(
    service: Service, refused: tuple[Page, list[str]], watch: Watch
) -> None:
    page, found = refused
    menu = page.get_by_test_id("stSidebar").get_by_role("link")
    for name in ("", *PAGES):
        page.goto(f"{service.url}/{inside(name)}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(menu).to_have_count(1 + len(PAGES))
        page.wait_for_load_state("networkidle")
        expect(page.get_by_test_id("stException")).to_have_count(0)
    assert any(url.startswith("ws://") for url in watch.urls), "the watch sees nothing"
    below = re.compile(
        r"(?:http|ws)" + re.escape(service.url.removeprefix("http")) + "/|data:|blob:"
    )
    assert [url for url in watch.urls if not below.match(url)] == []
    assert found == []


def test_a_page_below_a_path_reads_what_is_drawn_and_opens_links(
    service: Service, refused: tuple[Page, list[str]]
) -> None:
    page, found = refused
    page.goto(f"{service.url}/word_reader?w={encode(('0' * 49,))}")
    expect(page.locator(".column")).to_have_count(1)
    draw(page, 0, SAID[0])
    expect(page.locator(".column .seen b")).to_have_count(1)
    assert drawn(page) == (SAID[0],)
    expect(page).to_have_url(re.compile(re.escape(service.url) + "/word_reader[?]"))

    page.goto(f"{service.url}/word_reader?w={encode(AIDS)}")
    expect(page.locator(".inspector .word")).to_have_text("aids")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Feel the mood").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feel the mood")
    expect(page).to_have_url(re.compile(re.escape(service.url) + "/sentiment"))
    assert found == []


def _move_to(page: Page, cell: int, how: Callable[[], None] = lambda: None) -> None:
    """Move the pointer to a cell of the third letter, and press or lift there."""
    box = grid(page, 2).locator(".cell").nth(cell).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    how()


def test_a_stroke_during_which_the_visitors_process_is_killed_is_read_by_the_other(
    service: Service, refused: tuple[Page, list[str]]
) -> None:
    page, _ = refused
    page.goto(f"{service.url}/{inside(f'word_reader?w={encode(AIDS)}')}")
    expect(page.locator(".inspector .word")).to_have_text("aids")
    # The latest run is one of the page: after those of fragments, Streamlit runs it by itself.
    page.get_by_test_id("stButtonGroup").get_by_text("LSTM", exact=True).click()
    expect(page).to_have_url(re.compile("[?&]cell=lstm"))
    (lost,) = (each for each in page.context.cookies() if each.get("name") == COOKIE)
    _move_to(page, 0, page.mouse.down)
    _move_to(page, 3)
    service.app(str(lost.get("value"))).kill()
    _move_to(page, 6, page.mouse.up)

    changed = (*AIDS[:2], "1" * 7 + AIDS[2][7:], AIDS[3])
    word, share = reading.outcome(TASK.trace(TASK.load("lstm"), ReadWord(changed, "lstm")))
    expect(page.locator(".headline")).to_contain_text(percent(share, 0))
    expect(page.locator(".inspector .word")).to_have_text(word)
    expect(page.locator(".column .seen b")).to_have_text(list("aias"))
    expect(page).to_have_url(re.compile("[?&]cell=lstm"))
    expect(page.get_by_test_id("stConnectionStatus")).to_have_count(0)
    expect(page.get_by_role("dialog").or_(page.get_by_test_id("stException"))).to_have_count(0)
    assert drawn(page) == changed


def test_what_a_page_would_fetch_elsewhere_is_refused(
    service: Service, refused: tuple[Page, list[str]], watch: Watch
) -> None:
    page, found = refused
    page.goto(f"{service.url}/")
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("fetch('http://127.0.0.1:9/').catch(error => null)")
    assert "Connecting to 'http://127.0.0.1:9/'" in found[0]
    watch.urls.clear()
