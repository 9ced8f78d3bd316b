"""Fixtures of a real browser that must not err or ask another machine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebError, expect

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
    _followed: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Names of their own: Playwright finds what it is to hear no more by identity.
        self._heard: dict[Any, Any] = {
            "request": self._request,
            "weberror": self._error,
            "page": self._page,
        }

    def follow(self, context: BrowserContext) -> None:
        for name, hear in self._heard.items():
            context.on(name, hear)
        self._followed.append(context)

    def leave(self) -> None:
        """Hear no more of the contexts, which other tests may use."""
        for context in self._followed:
            for name, hear in self._heard.items():
                context.remove_listener(name, hear)
        self._followed.clear()

    def _request(self, request: Request) -> None:
        self.urls.append(request.url)

    def _error(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    @property
    def abroad(self) -> list[str]:
        """Addresses on other machines."""
        return [url for url in self.urls if urlsplit(url).hostname not in (None, HOST)]


class Visitors:
    """Browser contexts that tests of a module use one after the other.

    What a new context would fetch and compile again, a used one has: half a second a page. Nothing
    that a visitor leaves behind goes on to the next: pages, cookies and what the browser stores.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        """A context with these options that nobody uses."""
        free = self._free.get(repr(options))
        return free.pop() if free else self._browser.new_context(**options)

    def give_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        """Forget what the visitor has left in a context, for the next one."""
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(page.url)) for page in context.pages}
        for page in context.pages:
            page.close()
        context.clear_cookies()
        page = context.new_page()
        for origin in origins:
            storage = {"origin": origin, "storageTypes": "all"}
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", storage)
        page.close()
        self._free.setdefault(repr(options), []).append(context)


_VISITORS: WeakKeyDictionary[Browser, Visitors] = WeakKeyDictionary()


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
    visitors = _VISITORS.setdefault(browser, Visitors(browser))
    opened: list[tuple[dict[str, Any], BrowserContext]] = []

    def open_context(**options: Any) -> BrowserContext:
        options = {"viewport": DESKTOP} | options
        context = visitors.take(options)
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        opened.append((options, context))
        return context

    yield open_context
    watch.leave()
    for options, context in opened:
        visitors.give_back(options, context)
    assert watch.errors == [], "the page ran into an error"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab of a desktop browser in light colours."""
    return new_context(color_scheme="light").new_page()
