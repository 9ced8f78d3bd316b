"""Every page behind HAProxy, below a path: nothing from elsewhere, nothing refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from haproxy_service import Service, program, service
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from real_browser import Watch, browser, inside, new_context, watch

from bench._browser import draw, drawn
from seqdemo.demos.word_reader.examples import AIDS, SAID
from seqdemo.handwriting.grids import encode

__all__ = ["browser", "new_context", "program", "service", "watch"]

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


def test_what_a_page_would_fetch_elsewhere_is_refused(
    service: Service, refused: tuple[Page, list[str]], watch: Watch
) -> None:
    page, found = refused
    page.goto(f"{service.url}/")
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("fetch('http://127.0.0.1:9/').catch(error => null)")
    assert "Connecting to 'http://127.0.0.1:9/'" in found[0]
    watch.urls.clear()
