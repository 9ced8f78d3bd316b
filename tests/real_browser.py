"""Fixtures of a real browser that must not err or ask another machine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench._browser import BrowserError, chromium
from bench._server import HOST

DESKTOP = {"width": 1400, "height": 900}
PATIENCE = 30_000  # milliseconds; a busy machine is slow

expect.set_options(timeout=PATIENCE)


def inside(link: str) -> str:
    """A page's link with "more inside" switched on."""
    return f"{link}{'&' if '?' in link else '?'}inside=1"


@dataclass
class Watch:
    """What the pages of a context asked for and ran into."""

    urls: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.urls.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", self._follow_sockets)

    def _follow_sockets(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    @property
    def abroad(self) -> list[str]:
        """Addresses on other machines."""
        return [url for url in self.urls if urlsplit(url).hostname not in (None, HOST)]


# One browser a module: while Playwright runs, no other test can have an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as opened:
            yield opened
    except BrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Open a visitor's browser; options are Playwright's, such as color_scheme."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        context = browser.new_context(**({"viewport": DESKTOP} | options))
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert watch.errors == [], "the page ran into an error"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab of a desktop browser in light colours."""
    return new_context(color_scheme="light").new_page()
